namespace O4O.Edge.Recording;

/// <summary>A message of a picture (<see cref="PictureMessage"/>), taken apart; its bytes are the message's own.</summary>
/// <param name="capturedUs">When it was captured, by the device's own time, µs.</param>
/// <param name="device">Which camera, UTF-8.</param>
/// <param name="jpeg">The picture.</param>
/// <param name="eyes">Who looked, as <see cref="RecordedEyes.ToBytes"/> writes it.</param>
public readonly ref struct PictureParts(long capturedUs, ReadOnlySpan<byte> device, ReadOnlySpan<byte> jpeg, ReadOnlySpan<byte> eyes)
{
    /// <summary>When it was captured, by the device's own time, µs.</summary>
    public long CapturedUs { get; } = capturedUs;

    /// <summary>Which camera, UTF-8.</summary>
    public ReadOnlySpan<byte> Device { get; } = device;

    /// <summary>The picture; empty where it could not be kept.</summary>
    public ReadOnlySpan<byte> Jpeg { get; } = jpeg;

    /// <summary>Who looked; empty where the file's metadata say so for all.</summary>
    public ReadOnlySpan<byte> Eyes { get; } = eyes;

    /// <summary>A picture was looked at and could not be kept: what is told until the next one was found in none that is here.</summary>
    public bool IsMissing => Jpeg.IsEmpty;
}
