namespace O4O.Edge.Drivers.Clips;

/// <summary>One picture of a clip.</summary>
/// <param name="CapturedUs">When it was captured, Unix µs.</param>
/// <param name="Jpeg">Its bytes.</param>
public readonly record struct ClipPicture(long CapturedUs, ReadOnlyMemory<byte> Jpeg);
