namespace O4O.Edge.Store.Facts;

/// <summary>
/// Some consecutive samples of all plates of one shelf: absolute weights, so that a lost or doubled batch does no harm.
/// A view over the message's own bytes: nothing is copied or allocated.
/// </summary>
public readonly ref struct WeightBatch(DeviceMark mark, int samplePeriodUs, int plateCount, ReadOnlySpan<int> samplesMg)
{
    /// <summary>What stands for "no reading of this plate".</summary>
    public const int Missing = int.MinValue;

    public DeviceMark Mark { get; } = mark;

    /// <summary>Time between two samples, microseconds.</summary>
    public int SamplePeriodUs { get; } = samplePeriodUs;
    public int PlateCount { get; } = plateCount;

    /// <summary>Milligrams, sample by sample, in each the plates from first to last; <see cref="Missing"/> where none.</summary>
    public ReadOnlySpan<int> SamplesMg { get; } = samplesMg;
    public int SampleCount => PlateCount == 0 ? 0 : SamplesMg.Length / PlateCount;
}
