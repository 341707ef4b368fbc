namespace O4O.Edge.Store.Facts;

/// <summary>What one source made of the hands that it saw at one moment (<see cref="DeviceMark.TimeUs"/> is the moment of capture).</summary>
public readonly ref struct HandsFrame(DeviceMark mark, ReadOnlySpan<HandLook> looks)
{
    public DeviceMark Mark { get; } = mark;
    public ReadOnlySpan<HandLook> Looks { get; } = looks;
}
