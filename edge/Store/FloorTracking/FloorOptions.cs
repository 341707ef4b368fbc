namespace O4O.Edge.Store.FloorTracking;

/// <summary>
/// How people are followed over the floor by what detectors find in several cameras' pictures. Times in µs, lengths in mm, noise
/// in heights of the detected box (which stands for about 1.7 m, so that one number serves near and far). Where each default
/// comes from stands in the room's README.
/// </summary>
public sealed record FloorOptions
{
    /// <summary>A detection at least so sure may begin and confirm a person …</summary>
    public double SureScore { get; init; } = 0.5;

    /// <summary>… one less sure, but at least this, may only continue one who was seen just now.</summary>
    public double FaintScore { get; init; } = 0.15;

    /// <summary>How high the middle of a head is, before anything is known of a person …</summary>
    public double HeadHeightMm { get; init; } = 1_580;

    /// <summary>… and the standard deviation of that among people.</summary>
    public double HeadHeightSpreadMm { get; init; } = 110;

    /// <summary>Standard deviation of a head's joint in a picture, heights of the box.</summary>
    public double HeadNoiseHeights { get; init; } = 0.02;

    /// <summary>Standard deviation of an edge of a box, heights of the box.</summary>
    public double EdgeNoiseHeights { get; init; } = 0.04;

    /// <summary>Standard deviation of another joint, heights of the box.</summary>
    public double JointNoiseHeights { get; init; } = 0.02;

    /// <summary>What calibration and a body's shape add to every place, standard deviation on the floor, mm.</summary>
    public double PlaceNoiseMm { get; init; } = 40;

    /// <summary>Standard deviation of the speed of somebody who was just seen first, mm/s.</summary>
    public double FirstSpeedMm { get; init; } = 800;

    /// <summary>How much a speed changes within a second, mm/s (one standard deviation of a random walk).</summary>
    public double SpeedWanderMm { get; init; } = 1_000;

    /// <summary>Nobody is expected to go on walking unseen for much longer than this.</summary>
    public long StrideUs { get; init; } = 1_500_000;

    /// <summary>A detection and a person farther apart than so many standard deviations are two.</summary>
    public double GateSigmas { get; init; } = 4.5;

    /// <summary>… but before somebody new is begun, so many: errors of detectors and calibrations have no Gauss's tails.</summary>
    public double WideGateSigmas { get; init; } = 10;

    /// <summary>A new person is told of when seen over so long …</summary>
    public long ConfirmUs { get; init; } = 250_000;

    /// <summary>… and forgotten when, before that, not seen for so long.</summary>
    public long TentativeUs { get; init; } = 700_000;

    /// <summary>Who is not seen for so long is lost: kept only to be found again.</summary>
    public long CoastUs { get; init; } = 400_000;

    /// <summary>Who is lost for so long is forgotten.</summary>
    public long KeepUs { get; init; } = 12_000_000;

    /// <summary>Who was lost in an exit zone is forgotten after so long: somebody new may come in there.</summary>
    public long KeepAtExitUs { get; init; } = 1_000_000;

    /// <summary>Pictures may arrive so much later than newer ones of other cameras; later ones are passed over and counted.</summary>
    public long LagUs { get; init; } = 500_000;

    /// <summary>A person is told of at most once in so long.</summary>
    public long TellUs { get; init; } = 60_000;

    /// <summary>A joint seen so long ago is told as not seen.</summary>
    public long JointUs { get; init; } = 150_000;

    /// <summary>A joint less certain than this (standard deviation in the worst direction) is told as not seen, mm.</summary>
    public double JointSpreadMm { get; init; } = 400;

    /// <summary>Two who are never seen apart in one picture and stand nearer than this are one.</summary>
    public double SamePlaceMm { get; init; } = 350;

    /// <summary>… if that lasts for so long.</summary>
    public long SameForUs { get; init; } = 700_000;

    /// <summary>
    /// Two who come nearer to each other than this may have taken each other's numbers: told apart again by their heads' heights, or both in
    /// doubt; mm. 0: only where a picture's pairing itself was in doubt.
    /// </summary>
    public double NearMm { get; init; } = 600;

    /// <summary>A lost person walks about so fast, mm/s …</summary>
    public double LostWanderMm { get; init; } = 700;

    /// <summary>… and is found so far off in any case (both standard deviations), mm.</summary>
    public double LostSlackMm { get; init; } = 400;

    /// <summary>
    /// Who appears away from the gates gets a number only after having walked so far, mm: until then it may be furniture that the detector
    /// takes for somebody. 0: at once, and no furniture is learned.
    /// </summary>
    public double NowhereMm { get; init; } = 700;

    /// <summary>One of two ways to give people their numbers must be so many times likelier, or both visits are in doubt.</summary>
    public double SureOdds { get; init; } = 20;

    /// <summary>Detections so far outside of the store's bounds are nobody's, mm.</summary>
    public double OutsideMm { get; init; } = 500;

    /// <summary>What is out of range, a sentence each, beginning with the option's name.</summary>
    public IEnumerable<string> Problems() => NoiseProblems().Concat(LengthProblems()).Concat(TimeProblems());

    private IEnumerable<string> NoiseProblems()
    {
        if (FaintScore is not (>= 0 and <= 1)) yield return "floor.faintScore must be between 0 and 1";
        if (!(SureScore >= FaintScore && SureScore <= 1)) yield return "floor.sureScore must be between faintScore and 1";
        if (HeadNoiseHeights is not (>= 0.001 and <= 0.5)) yield return "floor.headNoiseHeights must be between 0.001 and 0.5";
        if (EdgeNoiseHeights is not (>= 0.001 and <= 0.5)) yield return "floor.edgeNoiseHeights must be between 0.001 and 0.5";
        if (JointNoiseHeights is not (>= 0.001 and <= 0.5)) yield return "floor.jointNoiseHeights must be between 0.001 and 0.5";
        if (GateSigmas is not (>= 2 and <= 20)) yield return "floor.gateSigmas must be between 2 and 20";
        if (!(WideGateSigmas >= GateSigmas && WideGateSigmas <= 40)) yield return "floor.wideGateSigmas must be between gateSigmas and 40";
        if (SureOdds is not (>= 1 and <= 1e9)) yield return "floor.sureOdds must be between 1 and 1000000000";
    }

    private IEnumerable<string> LengthProblems()
    {
        if (HeadHeightMm is not (>= 500 and <= 2_500)) yield return "floor.headHeightMm must be between 500 and 2500";
        if (HeadHeightSpreadMm is not (>= 10 and <= 500)) yield return "floor.headHeightSpreadMm must be between 10 and 500";
        if (PlaceNoiseMm is not (>= 1 and <= 1_000)) yield return "floor.placeNoiseMm must be between 1 and 1000";
        if (FirstSpeedMm is not (>= 1 and <= 10_000)) yield return "floor.firstSpeedMm must be between 1 and 10000";
        if (SpeedWanderMm is not (>= 10 and <= 10_000)) yield return "floor.speedWanderMm must be between 10 and 10000";
        if (JointSpreadMm is not (>= 10 and <= 2_000)) yield return "floor.jointSpreadMm must be between 10 and 2000";
        if (SamePlaceMm is not (>= 0 and <= 2_000)) yield return "floor.samePlaceMm must be between 0 and 2000";
        if (NearMm is not (>= 0 and <= 5_000)) yield return "floor.nearMm must be between 0 and 5000";
        if (NowhereMm is not (>= 0 and <= 10_000)) yield return "floor.nowhereMm must be between 0 and 10000";
        if (LostWanderMm is not (>= 0 and <= 10_000)) yield return "floor.lostWanderMm must be between 0 and 10000";
        if (LostSlackMm is not (>= 10 and <= 10_000)) yield return "floor.lostSlackMm must be between 10 and 10000";
        if (OutsideMm is not (>= 0 and <= 100_000)) yield return "floor.outsideMm must be between 0 and 100000";
    }

    private IEnumerable<string> TimeProblems()
    {
        if (StrideUs is < 100_000 or > 60_000_000) yield return "floor.strideUs must be between 100000 and 60000000";
        if (ConfirmUs is < 0 or > 5_000_000) yield return "floor.confirmUs must be between 0 and 5000000";
        if (TentativeUs is < 50_000 or > 10_000_000) yield return "floor.tentativeUs must be between 50000 and 10000000";
        if (CoastUs is < 50_000 or > 10_000_000) yield return "floor.coastUs must be between 50000 and 10000000";
        if (KeepUs < CoastUs || KeepUs > 600_000_000) yield return "floor.keepUs must be between coastUs and 600000000";
        if (KeepAtExitUs < 0 || KeepAtExitUs > KeepUs) yield return "floor.keepAtExitUs must be between 0 and keepUs";
        if (LagUs is < 0 or > 5_000_000) yield return "floor.lagUs must be between 0 and 5000000";
        if (TellUs is < 0 or > 1_000_000) yield return "floor.tellUs must be between 0 and 1000000";
        if (JointUs is < 10_000 or > 2_000_000) yield return "floor.jointUs must be between 10000 and 2000000";
        if (SameForUs is < 0 or > 10_000_000) yield return "floor.sameForUs must be between 0 and 10000000";
    }
}
