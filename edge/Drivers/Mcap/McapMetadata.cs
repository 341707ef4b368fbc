namespace O4O.Edge.Drivers.Mcap;

/// <summary>Named facts about a file.</summary>
/// <param name="Name">Name of the group.</param>
/// <param name="Values">The facts.</param>
public sealed record McapMetadata(string Name, IReadOnlyDictionary<string, string> Values);
