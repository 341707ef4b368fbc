namespace O4O.Edge.Drivers.Mcap;

/// <summary>A schema of a file.</summary>
/// <param name="Id">Unique in the file, not 0.</param>
/// <param name="Name">Name of the type.</param>
/// <param name="Encoding">Language of the schema, empty for none.</param>
/// <param name="Data">The schema itself.</param>
public sealed record McapSchema(ushort Id, string Name, string Encoding, ReadOnlyMemory<byte> Data);
