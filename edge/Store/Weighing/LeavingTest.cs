namespace O4O.Edge.Store.Weighing;

/// <summary>Whether a plate at rest has left its level. The hot path: a few operations a reading.</summary>
internal static class LeavingTest
{
    /// <summary>Evidence that a plate has left its level, in nats: a false one in some e^18 readings, twice a month a plate.</summary>
    private const double WakeNats = 18;

    /// <summary>
    /// Readings hang together (measured: 0.12 to 0.2 over three readings), medians of three more so: the variance of their sum
    /// is that many times what their own variance would give if they did not.
    /// </summary>
    internal const double LongRunOfMedians = 4.7;

    /// <summary>What was told of a plate follows its level so many times more slowly than the level follows its readings.</summary>
    private const double AnchorSlower = 4;

    /// <summary>
    /// Page's CUSUM, both ways: whether a plate at rest has left its level. Tuned to the least shift that matters there, it
    /// allows half of it for nothing; a level that wanders slowly is followed meanwhile.
    /// </summary>
    /// <param name="plate">A plate at rest.</param>
    /// <param name="mg">What it reads now.</param>
    /// <param name="timeUs">When.</param>
    /// <param name="follow">Share of what it is away that its level follows in one reading.</param>
    /// <param name="options">How weight changes are found.</param>
    public static bool Leaves(ref PlateState plate, int mg, long timeUs, double follow, WeighingOptions options)
    {
        double away = mg - plate.LevelMg, noise2 = plate.NoiseMg2;
        double leastMg = options.TriggerGrams * 1000, sigmasMg2 = options.TriggerSigmas * options.TriggerSigmas * noise2;
        double shiftMg = sigmasMg2 > leastMg * leastMg ? Math.Sqrt(sigmasMg2) : leastMg;
        plate.AboveMg = Math.Max(0, plate.AboveMg + away - shiftMg / 2);
        plate.BelowMg = Math.Max(0, plate.BelowMg - away - shiftMg / 2);
        double sum = Math.Max(plate.AboveMg, plate.BelowMg);
        if (sum <= 0) plate.LeavingSinceUs = 0;
        else if (plate.LeavingSinceUs == 0) plate.LeavingSinceUs = timeUs;
        if (sum > leastMg / 2 && sum * shiftMg > WakeNats * LongRunOfMedians * noise2) return true;
        plate.LevelMg += follow * away;
        plate.AnchorMg += follow / AnchorSlower * (plate.LevelMg - plate.AnchorMg);
        // What may be the beginning of a change must not pass for noise: each reading counts for at most three sigmas.
        double surprise2 = Math.Min(away * away, 9 * noise2);
        plate.NoiseMg2 = Math.Clamp(noise2 + follow * (surprise2 - noise2), RestTest.NoiseMinMg2, RestTest.NoiseMaxMg2);
        // Small steps, each too little to tell, have come to something.
        return Math.Abs(plate.LevelMg - plate.AnchorMg) > options.EventGrams * 1000;
    }
}
