namespace O4O.Edge.Store.Journal;

/// <summary>The stable weights of one shelf's plates, from first to last; null where a plate has none.</summary>
public sealed record ShelfLevels(string Device, IReadOnlyList<long?> LevelsMg);
