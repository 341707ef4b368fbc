namespace O4O.Edge.Store.BoxTracking;

/// <summary>
/// How people are followed in one camera's pictures. Times in µs; lengths in heights of the box, which stands for a person of
/// about 1.7 m, so that the same numbers serve near and far. Where each default comes from stands in the room's README.
/// </summary>
public sealed record BoxTrackerOptions
{
    /// <summary>A detection at least so sure may begin, continue and find again a track.</summary>
    public double SureConfidence { get; init; } = 0.6;

    /// <summary>A detection less sure than <see cref="SureConfidence"/>, but at least this, may only continue a track.</summary>
    public double FaintConfidence { get; init; } = 0.1;

    /// <summary>A detection that belongs to no track begins one when it is at least so sure …</summary>
    public double BirthConfidence { get; init; } = 0.7;

    /// <summary>… and the track is confirmed at once when it is at least so sure …</summary>
    public double AtOnceConfidence { get; init; } = 0.9;

    /// <summary>… or else when it was seen over so long.</summary>
    public long ConfirmUs { get; init; } = 30_000;

    /// <summary>Overlap (intersection over union) with where a track should be from which a detection may be its …</summary>
    public double OverlapMin { get; init; } = 0.3;

    /// <summary>… and from which a faint one may.</summary>
    public double FaintOverlapMin { get; init; } = 0.6;

    /// <summary>A detection that overlaps one already taken by so much is the same person twice, and begins nothing.</summary>
    public double DuplicateOverlap { get; init; } = 0.7;

    /// <summary>Standard deviation of a detection's centre and size.</summary>
    public double BoxNoiseHeights { get; init; } = 0.05;

    /// <summary>Standard deviation of the speed of somebody who was just seen first, heights a second.</summary>
    public double FirstSpeedHeights { get; init; } = 1;

    /// <summary>How much a speed changes within a second, heights a second (one standard deviation of a random walk).</summary>
    public double SpeedWanderHeights { get; init; } = 0.85;

    /// <summary>How much a width changes within a second (one standard deviation of a random walk).</summary>
    public double WidthWanderHeights { get; init; } = 0.3;

    /// <summary>How much a height changes within a second, a share of it (one standard deviation of a random walk).</summary>
    public double HeightWanderHeights { get; init; } = 0.15;

    /// <summary>A detection narrower than this share of the expected width shows only a part of somebody …</summary>
    public double NarrowShare { get; init; } = 0.5;

    /// <summary>… one wider than this share, more than one …</summary>
    public double WideShare { get; init; } = 1.5;

    /// <summary>… and one lower than this share of the expected height, again a part.</summary>
    public double LowShare { get; init; } = 0.8;

    /// <summary>How many times less such a detection says about the size.</summary>
    public double PartLooseness { get; init; } = 5;

    /// <summary>Nobody moves faster than this, heights a second.</summary>
    public double SpeedMaxHeights { get; init; } = 5;

    /// <summary>Who is missing may be found again so far from where he should be for each second of absence …</summary>
    public double WanderHeights { get; init; } = 0.5;

    /// <summary>… and so far in any case.</summary>
    public double WanderSlackHeights { get; init; } = 0.2;

    /// <summary>Faint detections continue only what was seen so recently.</summary>
    public long FaintUs { get; init; } = 200_000;

    /// <summary>A missing track is believed for so long without a reason …</summary>
    public long CoastUs { get; init; } = 50_000;

    /// <summary>… and for so long behind somebody who is seen.</summary>
    public long HiddenUs { get; init; } = 150_000;

    /// <summary>Share of a box that another must cover to hide it.</summary>
    public double CoverMin { get; init; } = 0.4;

    /// <summary>A track that is not confirmed ends when it is missing for longer than this …</summary>
    public long TentativeUs { get; init; } = 250_000;

    /// <summary>… a confirmed one, for longer than this.</summary>
    public long LostUs { get; init; } = 1_000_000;

    /// <summary>What is out of range, a sentence each, beginning with the option's name.</summary>
    public IEnumerable<string> Problems() => ShareProblems().Concat(LengthProblems()).Concat(TimeProblems());

    private IEnumerable<string> ShareProblems()
    {
        if (FaintConfidence is not (>= 0 and <= 1)) yield return "boxTracking.faintConfidence must be between 0 and 1";
        if (!(SureConfidence >= FaintConfidence && SureConfidence <= 1)) yield return "boxTracking.sureConfidence must be between faintConfidence and 1";
        if (!(BirthConfidence >= SureConfidence && BirthConfidence <= 1)) yield return "boxTracking.birthConfidence must be between sureConfidence and 1";
        if (!(AtOnceConfidence >= BirthConfidence && AtOnceConfidence <= 2)) yield return "boxTracking.atOnceConfidence must be between birthConfidence and 2 (above 1: never)";
        if (OverlapMin is not (>= 0.05 and <= 0.9)) yield return "boxTracking.overlapMin must be between 0.05 and 0.9";
        if (FaintOverlapMin is not (>= 0.05 and <= 1)) yield return "boxTracking.faintOverlapMin must be between 0.05 and 1";
        if (DuplicateOverlap is not (>= 0.3 and <= 1)) yield return "boxTracking.duplicateOverlap must be between 0.3 and 1";
        if (NarrowShare is not (>= 0 and <= 1)) yield return "boxTracking.narrowShare must be between 0 and 1";
        if (WideShare is not (>= 1 and <= 10)) yield return "boxTracking.wideShare must be between 1 and 10";
        if (LowShare is not (>= 0 and <= 1)) yield return "boxTracking.lowShare must be between 0 and 1";
        if (PartLooseness is not (>= 1 and <= 100)) yield return "boxTracking.partLooseness must be between 1 and 100";
        if (CoverMin is not (>= 0.1 and <= 1)) yield return "boxTracking.coverMin must be between 0.1 and 1";
    }

    private IEnumerable<string> LengthProblems()
    {
        if (BoxNoiseHeights is not (>= 0.001 and <= 0.5)) yield return "boxTracking.boxNoiseHeights must be between 0.001 and 0.5";
        if (FirstSpeedHeights is not (>= 0.01 and <= 20)) yield return "boxTracking.firstSpeedHeights must be between 0.01 and 20";
        if (SpeedWanderHeights is not (>= 0.01 and <= 20)) yield return "boxTracking.speedWanderHeights must be between 0.01 and 20";
        if (WidthWanderHeights is not (>= 0.01 and <= 5)) yield return "boxTracking.widthWanderHeights must be between 0.01 and 5";
        if (HeightWanderHeights is not (>= 0.01 and <= 5)) yield return "boxTracking.heightWanderHeights must be between 0.01 and 5";
        if (SpeedMaxHeights is not (>= 0.5 and <= 100)) yield return "boxTracking.speedMaxHeights must be between 0.5 and 100";
        if (WanderHeights is not (>= 0 and <= 10)) yield return "boxTracking.wanderHeights must be between 0 and 10";
        if (WanderSlackHeights is not (>= 0 and <= 2)) yield return "boxTracking.wanderSlackHeights must be between 0 and 2";
    }

    private IEnumerable<string> TimeProblems()
    {
        if (ConfirmUs is < 0 or > 5_000_000) yield return "boxTracking.confirmUs must be between 0 and 5000000";
        if (FaintUs is < 0 or > 10_000_000) yield return "boxTracking.faintUs must be between 0 and 10000000";
        if (CoastUs is < 0 or > 10_000_000) yield return "boxTracking.coastUs must be between 0 and 10000000";
        if (HiddenUs < CoastUs || HiddenUs > 10_000_000) yield return "boxTracking.hiddenUs must be between coastUs and 10000000";
        if (TentativeUs is < 0 or > 10_000_000) yield return "boxTracking.tentativeUs must be between 0 and 10000000";
        if (LostUs < HiddenUs || LostUs > 60_000_000) yield return "boxTracking.lostUs must be between hiddenUs and 60000000";
    }
}
