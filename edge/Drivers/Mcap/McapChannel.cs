namespace O4O.Edge.Drivers.Mcap;

/// <summary>A channel of a file.</summary>
/// <param name="Id">Unique in the file.</param>
/// <param name="SchemaId">Schema of its messages, 0 for none.</param>
/// <param name="Topic">Topic.</param>
/// <param name="MessageEncoding">Encoding of its messages.</param>
/// <param name="Metadata">Further facts.</param>
public sealed record McapChannel(
    ushort Id, ushort SchemaId, string Topic, string MessageEncoding, IReadOnlyDictionary<string, string> Metadata);
