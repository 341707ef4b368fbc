using O4O.Settings;

namespace O4O.Edge.Drivers.Inference;

/// <summary>How a <see cref="Detector"/> runs its model. What is left out stands in the model's manifest.</summary>
public sealed record DetectorOptions : IValidatable
{
    /// <summary>
    /// Threads of one session, 1 to 16. One is the design: two sessions of one thread do more than one of two, since most
    /// steps of a small model are too short to be shared.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Least score of a detection, 0.001 to 1; the manifest's when null.</summary>
    public double? ScoreMin { get; init; }

    /// <summary>Overlap (intersection over union) above which the lesser of two of a class goes, 0 to 1; the manifest's when null.</summary>
    public double? OverlapMax { get; init; }

    /// <summary>Names of the classes that are wanted; all of the model's when empty.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Most detections of one picture, 1 to 1,000.</summary>
    public int DetectionsMax { get; init; } = 200;

    /// <summary>Runs before the first picture, 0 to 100: the runtime plans its memory in them.</summary>
    public int WarmUpRuns { get; init; } = 2;

    /// <summary>Whether the colour of people's clothes is looked at; only where the model gives heads.</summary>
    public bool Clothes { get; init; } = true;

    public IEnumerable<string> Problems()
    {
        if (Threads is < 1 or > 16) yield return $"threads must be between 1 and 16, but is {Threads}";
        if (ScoreMin is < 0.001 or > 1 or double.NaN) yield return $"scoreMin must be between 0.001 and 1, but is {ScoreMin}";
        if (OverlapMax is < 0 or > 1 or double.NaN) yield return $"overlapMax must be between 0 and 1, but is {OverlapMax}";
        if (DetectionsMax is < 1 or > 1000) yield return $"detectionsMax must be between 1 and 1000, but is {DetectionsMax}";
        if (WarmUpRuns is < 0 or > 100) yield return $"warmUpRuns must be between 0 and 100, but is {WarmUpRuns}";
    }
}
