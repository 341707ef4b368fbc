namespace O4O.Edge.Store.Fusion;

/// <summary>How a weight change becomes a product in somebody's hand.</summary>
public sealed record FusionOptions
{
    /// <summary>One standard deviation of a unit's weight against the catalogue, as a share (measured: 3 to 7 % apart).</summary>
    public double WeightShare { get; init; } = 0.04;

    /// <summary>… and never less than this.</summary>
    public double WeightGramsMin { get; init; } = 2;

    /// <summary>Log-likelihood that each further unit in one movement costs.</summary>
    public double CountPenalty { get; init; } = 1.5;

    /// <summary>Log-likelihood that a second product in one movement costs.</summary>
    public double SplitPenalty { get; init; } = 4;

    /// <summary>Most units of one product in one movement.</summary>
    public int CountMax { get; init; } = 6;

    /// <summary>Standard deviation of the distance between a hand that takes and the plate it takes from, millimetres.</summary>
    public double HandMm { get; init; } = 40;

    /// <summary>The same for a hand that is seen badly.</summary>
    public double BadlySeenHandMm { get; init; } = 160;

    /// <summary>How many of the hands are seen badly, as a share: one in ten where eyes give good joints, half where a detector guesses wrists.</summary>
    public double BadlySeenShare { get; init; } = 0.1;

    /// <summary>A hand farther than this from the plate took nothing there, millimetres.</summary>
    public double ReachMm { get; init; } = 550;

    /// <summary>How long before a change starts hands are looked at, microseconds.</summary>
    public long LookBackUs { get; init; } = 500_000;

    /// <summary>How long after its start.</summary>
    public long LookAheadUs { get; init; } = 300_000;

    /// <summary>How long a decision waits for eyes that are late, microseconds.</summary>
    public long EyesWaitUs { get; init; } = 3_000_000;

    /// <summary>Below this posterior of exactly this cart a trip goes to review.</summary>
    public double DoubtBelow { get; init; } = 0.8;

    /// <summary>Weights are learnt from sure movements; else the catalogue's are believed.</summary>
    public bool WeightLearning { get; init; } = true;

    /// <summary>What was put where it does not belong may be taken there; else only the planogram is believed.</summary>
    public bool RemembersMisplaced { get; init; } = true;

    /// <summary>One change may be the work of several people.</summary>
    public bool SharedChanges { get; init; } = true;

    /// <summary>One may put down what another takes in the same moment, so that no weight is left to see.</summary>
    public bool Exchanges { get; init; } = true;

    /// <summary>How much of what cameras say of hands is believed, as a share of its log-likelihood; 0 is not at all.</summary>
    public double SightShare { get; init; } = 1;

    /// <summary>Most stories told of visits that hang together.</summary>
    public int StoriesMax { get; init; } = 512;

    internal IEnumerable<string> Problems()
    {
        if (WeightShare is not (>= 0.005 and <= 0.2)) yield return "fusion.weightShare must be between 0.005 and 0.2";
        if (WeightGramsMin is not (>= 0.1 and <= 50)) yield return "fusion.weightGramsMin must be between 0.1 and 50";
        if (SightShare is not (>= 0 and <= 2)) yield return "fusion.sightShare must be between 0 and 2";
        if (StoriesMax is < 1 or > 4096) yield return "fusion.storiesMax must be between 1 and 4096";
        if (CountPenalty is not (>= 0 and <= 20)) yield return "fusion.countPenalty must be between 0 and 20";
        if (SplitPenalty is not (>= 0 and <= 50)) yield return "fusion.splitPenalty must be between 0 and 50";
        if (CountMax is < 1 or > 20) yield return "fusion.countMax must be between 1 and 20";
        if (HandMm is not (>= 10 and <= 1000)) yield return "fusion.handMm must be between 10 and 1000";
        if (BadlySeenHandMm is not (>= 20 and <= 2000)) yield return "fusion.badlySeenHandMm must be between 20 and 2000";
        if (BadlySeenShare is not (>= 0.001 and <= 0.999)) yield return "fusion.badlySeenShare must be between 0.001 and 0.999";
        if (ReachMm is not (>= 50 and <= 3000)) yield return "fusion.reachMm must be between 50 and 3000";
        if (LookBackUs is < 0 or > 10_000_000) yield return "fusion.lookBackUs must be between 0 and 10000000";
        if (LookAheadUs is < 0 or > 10_000_000) yield return "fusion.lookAheadUs must be between 0 and 10000000";
        if (EyesWaitUs is < 0 or > 30_000_000) yield return "fusion.eyesWaitUs must be between 0 and 30000000";
        if (DoubtBelow is not (>= 0.5 and < 1)) yield return "fusion.doubtBelow must be between 0.5 and 1";
    }
}
