namespace O4O.Edge.Store.Stories;

/// <summary>A hand of a person whom the eyes follow.</summary>
public readonly record struct HandOf(long Track, bool Right);
