namespace O4O.Edge.Host.Review;

/// <summary>Where a visit's person was seen last.</summary>
/// <param name="Camera">The camera that sees that place best.</param>
/// <param name="AtUs">When, store time, µs.</param>
public readonly record struct Sight(string Camera, long AtUs);
