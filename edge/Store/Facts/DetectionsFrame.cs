namespace O4O.Edge.Store.Facts;

/// <summary>
/// Everything that a detector found in one picture of one camera. The camera is the source; <see cref="DeviceMark.TimeUs"/> is
/// the moment of capture, not of detection: cameras are not synchronised, and a detection is as old as its picture.
/// </summary>
public readonly ref struct DetectionsFrame(DeviceMark mark, int width, int height, ReadOnlySpan<DetectedBox> boxes)
{
    public DeviceMark Mark { get; } = mark;

    /// <summary>Size of the picture that the boxes' pixels are of: a camera's calibration may be of another.</summary>
    public int Width { get; } = width;
    public int Height { get; } = height;
    public ReadOnlySpan<DetectedBox> Boxes { get; } = boxes;
}
