using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Weighing;

/// <summary>
/// Whether a plate at rest has left its level: Page's CUSUM both ways, over the readings as they come. Tuned to the least shift
/// that matters on that plate, it allows half of it for nothing; a level that wanders slowly is followed meanwhile.
/// </summary>
internal sealed class LeavingTest
{
    /// <summary>
    /// Readings hang together (measured: autocorrelation 0.12 to 0.20 over one to three readings, none after six): this share of
    /// their variance over so long.
    /// </summary>
    private const double TogetherShare = 0.2, TogetherUs = 60_000;

    /// <summary>Variance of the sum of many medians of three, as a multiple of what it were if they did not hang together.</summary>
    internal const double LongRunOfMedians = 4.7;

    /// <summary>Readings vary by so many times what medians of three of them do.</summary>
    private const double ReadingsToMedians = 1.92;

    /// <summary>
    /// Converters give isolated junk: one reading counts for at most this share of what two must come to, so that none wakes a
    /// plate by itself, however far off, and any two do.
    /// </summary>
    private const double Once = 0.6;

    /// <summary>
    /// What readings came to on one side of the level has to be outweighed on the other for so long (to 1/e): shelves sway and
    /// tremble at 8 to 30 Hz when somebody walks by, and what swings is no step.
    /// </summary>
    private const double EchoUs = 100_000;

    /// <summary>What was told of a plate follows its level so many times more slowly than the level follows its readings.</summary>
    private const double AnchorSlower = 4;

    private readonly double _leastMg, _sigmas2, _nats, _eventMg;

    /// <summary>
    /// By number of readings: the variance of their sum, as a multiple of what it were if they did not hang together. Sums of few
    /// vary less than long ones do, so that a large step needs less evidence than a creeping one.
    /// </summary>
    private readonly double[] _longRun = new double[32];
    private int _periodUs;
    private double _keep;

    public LeavingTest(WeighingOptions options)
    {
        (_leastMg, _sigmas2) = (options.TriggerGrams * 1000, options.TriggerSigmas * options.TriggerSigmas);
        (_nats, _eventMg) = (options.WakeNats * ReadingsToMedians, options.EventGrams * 1000);
    }

    /// <summary>Readings come so often from now on.</summary>
    public void ReadEvery(int periodUs)
    {
        if (periodUs == _periodUs) return;
        _periodUs = periodUs;
        _keep = Elementary.Exp(-periodUs / EchoUs);
        // Σ over pairs of an exponential autocorrelation, in closed form.
        double hold = Elementary.Exp(-periodUs / TogetherUs), power = 1, far = hold / (1 - hold);
        for (int n = 1; n < _longRun.Length; n++)
        {
            power *= hold;
            _longRun[n] = 1 + 2 * TogetherShare * far * (1 - (1 - power) / (n * (1 - hold)));
        }
    }

    /// <summary>The next reading of a plate at rest. The hot path: a few operations.</summary>
    /// <param name="plate">The plate.</param>
    /// <param name="mg">What it reads now.</param>
    /// <param name="medianMg">The median of that and the two before.</param>
    /// <param name="follow">Share of what it is away that its level follows in one reading.</param>
    public bool Leaves(ref PlateState plate, int mg, int medianMg, double follow)
    {
        double noise2 = plate.NoiseMg2, sigmasMg2 = _sigmas2 * noise2;
        double shiftMg = sigmasMg2 > _leastMg * _leastMg ? Math.Sqrt(sigmasMg2) : _leastMg;
        double enoughMg = _nats * noise2 / shiftMg, mostMg = shiftMg / 2 + Once * Math.Max(_leastMg / 2, enoughMg * _longRun[2]);
        double off = mg - plate.LevelMg;
        plate.Above.Add(Math.Min(off, mostMg) - shiftMg / 2, _keep);
        plate.Below.Add(Math.Min(-off, mostMg) - shiftMg / 2, _keep);
        if (Enough(plate.Above, plate.Below.EchoMg, enoughMg) || Enough(plate.Below, plate.Above.EchoMg, enoughMg)) return true;
        double away = Math.Clamp(medianMg - plate.LevelMg, -mostMg, mostMg);
        plate.LevelMg += follow * away;
        plate.AnchorMg += follow / AnchorSlower * (plate.LevelMg - plate.AnchorMg);
        // What may be the beginning of a change must not pass for noise: each reading counts for at most three sigmas.
        double surprise2 = Math.Min(away * away, 9 * noise2);
        plate.NoiseMg2 = Math.Clamp(noise2 + follow * (surprise2 - noise2), RestTest.NoiseMinMg2, RestTest.NoiseMaxMg2);
        // Small steps, each too little to tell, have come to something.
        return Math.Abs(plate.LevelMg - plate.AnchorMg) > _eventMg;
    }

    /// <summary>Whether a sum is evidence enough, though the other side's echo is taken from it.</summary>
    private bool Enough(in Cusum sum, double echoMg, double enoughMg) =>
        sum.SumMg > echoMg + _leastMg / 2 && sum.SumMg > echoMg + enoughMg * _longRun[Math.Min(sum.Readings, _longRun.Length - 1)];
}
