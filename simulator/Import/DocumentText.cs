namespace O4O.Simulator.Import;

/// <summary>One document as it stands in its file.</summary>
/// <param name="Line">Line on which it begins, from 1.</param>
/// <param name="Offset">Where it begins, bytes.</param>
/// <param name="Bytes">Its text; holds until the next document is read.</param>
/// <param name="Fault">Why it cannot even be read, or null.</param>
internal readonly record struct DocumentText(int Line, long Offset, ReadOnlyMemory<byte> Bytes, string? Fault);
