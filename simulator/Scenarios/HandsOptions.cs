namespace O4O.Simulator.Scenarios;

/// <summary>How well a camera's classifier tells what is in a hand; see <see cref="People.HandClassifier"/> for the model.</summary>
public sealed record HandsOptions
{
    /// <summary>Looks a second at each hand that can be seen; never more than the eyes have frames.</summary>
    public double LooksPerSecond { get; init; } = 5;

    /// <summary>Share of looks that find no hand.</summary>
    public double Miss { get; init; } = 0.15;

    /// <summary>Share of looks at a product, of grasps that are not badly seen, in which it is the first guess.</summary>
    public double Accuracy { get; init; } = 0.9;

    /// <summary>Share of the wrong first guesses that are one of the product's three look-alikes; the rest are any product.</summary>
    public double Alike { get; init; } = 0.7;

    /// <summary>Share of grasps that are badly seen all through: covered by the fingers, or turned away.</summary>
    public double Grasp { get; init; } = 0.06;

    /// <summary>Share of looks at an empty hand that see something small in it, and of looks at something small that see nothing.</summary>
    public double EmptyMistaken { get; init; } = 0.03;

    /// <summary>Least and most time from capture to arrival, milliseconds.</summary>
    public int LatencyMsMin { get; init; } = 80;
    public int LatencyMsMax { get; init; } = 140;

    internal IEnumerable<string> Problems()
    {
        if (LooksPerSecond is not (>= 0.1 and <= 60)) yield return $"hands.looksPerSecond must be between 0.1 and 60, but is {LooksPerSecond}";
        if (Miss is not (>= 0 and <= 1)) yield return $"hands.miss must be between 0 and 1, but is {Miss}";
        if (Accuracy is not (>= 0.5 and <= 1)) yield return $"hands.accuracy must be between 0.5 and 1, but is {Accuracy}";
        if (Alike is not (>= 0 and <= 1)) yield return $"hands.alike must be between 0 and 1, but is {Alike}";
        if (Grasp is not (>= 0 and <= 1)) yield return $"hands.grasp must be between 0 and 1, but is {Grasp}";
        if (EmptyMistaken is not (>= 0 and <= 0.5)) yield return $"hands.emptyMistaken must be between 0 and 0.5, but is {EmptyMistaken}";
        if (LatencyMsMin is < 0 or > 5000) yield return $"hands.latencyMsMin must be between 0 and 5000, but is {LatencyMsMin}";
        if (LatencyMsMax < LatencyMsMin || LatencyMsMax > 5000) yield return $"hands.latencyMsMax must be between latencyMsMin and 5000, but is {LatencyMsMax}";
    }
}
