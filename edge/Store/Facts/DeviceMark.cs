namespace O4O.Edge.Store.Facts;

/// <summary>What a device says of its own message.</summary>
/// <param name="BootEpoch">Counts the device's starts, kept in its own memory.</param>
/// <param name="Sequence">Counts its messages since the start, from 0, without holes.</param>
/// <param name="TimeUs">The device's own clock at the first sample, microseconds.</param>
public readonly record struct DeviceMark(uint BootEpoch, uint Sequence, long TimeUs);
