namespace O4O.Edge.Store.Journal;

/// <summary>What one plate did in a weight change.</summary>
/// <param name="Plate">The plate's number on its shelf.</param>
/// <param name="DeltaMg">Change of its level, milligrams: negative when something was taken.</param>
/// <param name="LevelMg">Its level afterwards.</param>
public sealed record PlateDelta(int Plate, long DeltaMg, long LevelMg);
