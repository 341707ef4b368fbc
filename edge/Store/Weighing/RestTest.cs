namespace O4O.Edge.Store.Weighing;

/// <summary>Whether a plate that has left its level has come to rest again, and whether it stays there.</summary>
internal sealed class RestTest(ShelfScale scale, WeighingOptions options)
{
    /// <summary>Noise of a plate is taken to be at least and at most this, milligrams squared.</summary>
    internal const double NoiseMinMg2 = 300.0 * 300.0, NoiseMaxMg2 = 12_000.0 * 12_000.0;

    /// <summary>Plates with less noise than the first settle within the shorter window, with more than the second in the whole one.</summary>
    private const double QuietMg = 800, NoisyMg = 2_000;
    private const long QuickSettleUs = 133_000;

    /// <summary>Plates creep by less than this after they have settled.</summary>
    private const double SlideMg = 900;

    /// <summary>Newest readings that differ by more than this, and more than noise would, from those before.</summary>
    private const double LeaveMg = 2_500;
    private const long NewestUs = 50_000;

    /// <summary>
    /// Readings that a plate must keep still for: a quiet one shows within 133 ms what a noisy one shows in the whole window. Never
    /// less than a period of the slowest ringing (8 Hz), or its turning points would look like rest.
    /// </summary>
    private int StillFor(in PlateState plate, int window)
    {
        int quick = Math.Clamp(scale.Samples(QuickSettleUs), 4, window);
        double share = Math.Clamp((Math.Sqrt(plate.NoiseMg2) - QuietMg) / (NoisyMg - QuietMg), 0, 1);
        return quick + (int)Math.Round(share * (window - quick));
    }

    /// <summary>A plate that is not at rest on its level: has it come to rest?</summary>
    /// <param name="p">Which, counted on the shelf from 0.</param>
    /// <param name="plate">Its state.</param>
    /// <param name="timeUs">Store time of the newest reading.</param>
    /// <param name="sinceUs">Since when it has moved and been read.</param>
    /// <param name="window">Readings in a whole window.</param>
    public void Look(int p, ref PlateState plate, long timeUs, long sinceUs, int window)
    {
        if (plate.Phase is PlatePhase.Moving or PlatePhase.Settled) window = StillFor(plate, window);
        Rest rest = scale.LookBack(p, window);
        // Who keeps still for long is believed more easily: noise of real plates comes and goes.
        double patience = Math.Clamp((timeUs - plate.WokeUs) / 1e6 - 1, 0, 1.5) / 1.5;
        double sigmas = options.SettleSigmas * (0.75 + 0.25 * patience);
        double limit = Math.Max(options.SettleGrams * 1000, sigmas * Math.Sqrt(plate.NoiseMg2));
        bool still = rest.SpreadMg <= limit && Math.Abs(rest.SlopeMg) <= 0.25 * limit;
        switch (plate.Phase)
        {
            case PlatePhase.Unknown when plate.FirstReadings < window + 2:
                break; // the median's two empty places must have left the window
            case PlatePhase.Unknown when still || timeUs - plate.WokeUs > options.UnsettledLimitUs && plate.WokeUs > 0:
                plate.LevelMg = plate.AnchorMg = rest.MeanMg;
                plate.NoiseMg2 = Math.Clamp(Math.Max(plate.NoiseMg2, rest.VarianceMg2), NoiseMinMg2, NoiseMaxMg2);
                plate.Phase = PlatePhase.Idle;
                break;
            case PlatePhase.Unknown:
                if (plate.WokeUs == 0) plate.WokeUs = timeUs;
                break;
            case PlatePhase.Moving when still:
                MarkSettled(ref plate, rest.MeanMg, timeUs, window, forced: false);
                break;
            case PlatePhase.Moving when timeUs - sinceUs > options.UnsettledLimitUs:
                // Noisier than it was: learn that, or it would never come to rest again.
                plate.NoiseMg2 = Math.Clamp(rest.VarianceMg2, NoiseMinMg2, NoiseMaxMg2);
                MarkSettled(ref plate, rest.MeanMg, timeUs, window, forced: true);
                break;
            case PlatePhase.Settled when !still && Math.Abs(rest.LastMg - plate.RestMg) > limit || Slides(plate, rest.MeanMg, window):
                plate.Phase = PlatePhase.Moving;
                break;
            case PlatePhase.Settled when still:
                plate.RestMg = rest.MeanMg;
                break;
            default:
                break;
        }
    }

    /// <summary>Whether the newest readings of a plate that has settled have left what it settled at: then it is not over.</summary>
    public bool LeavesAgain(int p, in PlateState plate, double meanMg)
    {
        if (plate.Forced) return false;
        int newest = scale.Samples(NewestUs);
        double off = scale.LookBack(p, newest).MeanMg - meanMg;
        return off * off > Math.Max(LeaveMg * LeaveMg, 9 * plate.NoiseMg2);
    }

    /// <summary>Whether a plate that looked at rest has gone on since, slowly: somebody lifts and reads the label.</summary>
    private static bool Slides(in PlateState plate, double meanMg, int window)
    {
        if (plate.Forced) return false;
        double off = meanMg - plate.SettledMg, noise2 = LeavingTest.LongRunOfMedians * plate.NoiseMg2 / window;
        return off * off > Math.Max(SlideMg * SlideMg, 2 * 9 * noise2);
    }

    private void MarkSettled(ref PlateState plate, double restMg, long timeUs, int window, bool forced)
    {
        plate.Phase = PlatePhase.Settled;
        plate.RestMg = plate.SettledMg = restMg;
        plate.SettledUs = timeUs;
        plate.RestsFrom = scale.SamplesSeen - window;
        plate.Forced = forced;
    }
}
