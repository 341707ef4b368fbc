using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store.Provisional;

/// <summary>
/// Weighs what has not come to rest: once a plate has been beyond half way for a period of its ringing, the mean of that says roughly
/// how much went or came. Looks at every batch of a shelf that moves, and allocates only what it finds.
/// </summary>
internal sealed class RoughScale(WeighingOptions weighing, ProvisionalOptions options)
{
    /// <summary>Plates that woke within this move together.</summary>
    private const long TogetherUs = 150_000;

    /// <summary>A plate still on its way slides by more than this, or this share of its change, from one half of the window to the other.</summary>
    private const double SlideMg = 4_000, SlideShare = 0.12;

    /// <summary>Errors of a rough weight: a share of it, and always this much.</summary>
    private const double ErrorShare = 0.03, ErrorMg = 1_500;

    /// <summary>A plate whose newest weight is off by more than this, or this share, of what was measured has gone on.</summary>
    private const double WentOnMg = 12_000, WentOnShare = 0.15;

    /// <summary>What came must have been there for so many times as long: hands press before they take.</summary>
    private const int PressTimes = 2;

    /// <summary>Readings that a mean needs.</summary>
    private const int ReadingsMin = 4;

    /// <summary>The first and last plate that move together with a plate, counted on the shelf from 0.</summary>
    public static (int First, int Last) Group(ReadOnlySpan<PlateState> plates, int main)
    {
        int first = main, last = main;
        while (first > 0 && Together(plates[first - 1], plates[main])) first--;
        while (last + 1 < plates.Length && Together(plates[last + 1], plates[main])) last++;
        return (first, last);
    }

    /// <summary>Whether a plate is away from its level since a known moment.</summary>
    public static bool IsAway(in PlateState plate) => plate.Phase is PlatePhase.Moving or PlatePhase.Settled && !plate.AcrossGap;

    /// <summary>Roughly how much a plate that is away has changed by, milligrams; false where that cannot be told yet.</summary>
    public bool TryMeasure(ShelfScale scale, int p, out double deltaMg)
    {
        ref readonly PlateState plate = ref scale.Plates[p];
        int n = Readings(scale) * (scale.Reading(p, 0) > plate.AnchorMg ? PressTimes : 1), half = n / 2, most = int.MinValue, least = int.MaxValue;
        deltaMg = 0;
        if (scale.History < n) return false;
        double sum = 0, late = 0, early = 0;
        for (int i = 0; i < n; i++)
        {
            int mg = scale.Reading(p, i);
            sum += mg;
            (most, least) = (Math.Max(most, mg), Math.Min(least, mg));
            if (i < half) late += mg;
            else if (i >= n - half) early += mg;
        }
        deltaMg = sum / n - plate.AnchorMg;
        double size = Math.Abs(deltaMg), middle = plate.AnchorMg + deltaMg / 2;
        bool beyond = deltaMg < 0 ? most < middle : least > middle;
        return beyond && size >= weighing.EventGrams * 1000 && size * size >= 9 * plate.NoiseMg2
            && Math.Abs(late - early) / half <= Math.Max(SlideMg, SlideShare * size);
    }

    /// <summary>Whether a plate has moved on since it was measured: what was made of it then is not so.</summary>
    public bool WentOn(ShelfScale scale, in RoughMovement movement)
    {
        int n = Readings(scale);
        if (scale.History < n) return false;
        double size = Math.Abs(movement.DeltaMg);
        Rest rest = scale.LookBack(movement.Main, n);
        double off = Math.Abs(rest.MeanMg - scale.Plates[movement.Main].AnchorMg - movement.DeltaMg);
        return off > Math.Max(WentOnMg, WentOnShare * size) && Math.Abs(rest.SlopeMg) <= Math.Max(SlideMg, SlideShare * size);
    }

    /// <summary>A group as a change, as if it rested now: with a quiet neighbour on either side, and errors of its own.</summary>
    public ShelfChange Change(ShelfScale scale, int first, int last, int main, double mainMg)
    {
        ReadOnlySpan<PlateState> plates = scale.Plates;
        int from = Math.Max(0, first - 1), to = Math.Min(plates.Length - 1, last + 1), n = Math.Min(Readings(scale), scale.History);
        var (delta, variance, level) = (new double[to - from + 1], new double[to - from + 1], new long[to - from + 1]);
        for (int p = from; p <= to; p++)
        {
            bool neighbour = p < first || p > last;
            if (neighbour && plates[p].Phase != PlatePhase.Idle) continue; // of another movement, or without a level
            double mean = scale.LookBack(p, n).MeanMg, d = mean - (neighbour ? plates[p].LevelMg : plates[p].AnchorMg);
            delta[p - from] = d;
            variance[p - from] = 2 * plates[p].NoiseMg2 / n + ErrorMg * ErrorMg + ErrorShare * ErrorShare * d * d;
            level[p - from] = (long)Math.Round(mean);
        }
        return new ShelfChange
        {
            ShelfIndex = scale.Shelf.Index, FirstPlate = from, DeltaMg = delta, VarianceMg2 = variance, LevelMg = level,
            Start = new StoreTime(plates[main].WokeUs), Lift = Lift(scale, main, mainMg), Settled = scale.LastSample, AcrossGap = false, Unsettled = false,
        };
    }

    private static bool Together(in PlateState a, in PlateState b) => IsAway(a) && Math.Abs(a.WokeUs - b.WokeUs) <= TogetherUs;

    private int Readings(ShelfScale scale) => Math.Max(ReadingsMin, scale.Samples(options.MeasureUs));

    /// <summary>The last sample at which the plate was nearer to its old level.</summary>
    private static StoreTime Lift(ShelfScale scale, int p, double deltaMg)
    {
        ref readonly PlateState plate = ref scale.Plates[p];
        double middle = plate.AnchorMg + deltaMg / 2;
        for (int back = 0; back < scale.History && scale.TimeUs(back) > plate.WokeUs; back++)
            if (scale.Reading(p, back) > middle == deltaMg < 0) return new StoreTime(scale.TimeUs(back));
        return new StoreTime(plate.WokeUs);
    }
}
