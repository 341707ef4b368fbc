namespace O4O.Edge.Store.Facts;

/// <summary>
/// What one source made of the hands that it saw at one moment (<see cref="DeviceMark.TimeUs"/> is the moment of capture). Looks that say a
/// place in a picture are all of one picture of the source's camera, of this size in pixels; 0 by 0 where they name people.
/// </summary>
public readonly ref struct HandsFrame(DeviceMark mark, ReadOnlySpan<HandLook> looks, int width = 0, int height = 0)
{
    public DeviceMark Mark { get; } = mark;
    public ReadOnlySpan<HandLook> Looks { get; } = looks;
    public int Width { get; } = width;
    public int Height { get; } = height;
}
