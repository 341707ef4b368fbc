using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Weighing;

/// <summary>
/// Finds groups of neighbouring plates that moved together and have all come to rest, takes away what they have in common
/// with the whole shelf, and cuts what is left into changes.
/// </summary>
internal sealed class GroupCloser(ShelfScale scale, WeighingOptions options)
{
    /// <summary>Below this many plates a median says nothing of what a shelf has in common.</summary>
    private const int CommonPlatesMin = 5;

    /// <summary>More than this in common is not drift or leaning but something on every plate.</summary>
    private const double CommonMaxMg = 20_000;

    /// <summary>Something put down is often still held: it must lie still for longer than something lifted.</summary>
    private const long ReturnHoldUs = 250_000;
    private readonly double[] _deltas = new double[scale.Shelf.PlateCount];
    private readonly double[] _sorted = new double[scale.Shelf.PlateCount];

    /// <summary>Closes every group that is ready at <paramref name="nowUs"/>.</summary>
    public void Close(long nowUs, int window, List<ShelfChange> changes)
    {
        Span<PlateState> plates = scale.Plates;
        for (int p = 0; p < plates.Length; p++)
        {
            if (!Away(plates[p])) continue;
            int first = p, last = p, quiet = 0;
            bool ready = true;
            long settledUs = 0;
            double net = 0;
            for (; p < plates.Length && quiet <= ShelfScale.GroupReach; p++)
            {
                if (!Away(plates[p]))
                {
                    quiet++;
                    continue;
                }
                quiet = 0;
                last = p;
                ready &= plates[p].Phase == PlatePhase.Settled;
                settledUs = Math.Max(settledUs, plates[p].SettledUs);
                net += plates[p].RestMg - plates[p].LevelMg;
            }
            p--;
            long hold = options.CloseUs + (net > options.EventGrams * 1000 ? ReturnHoldUs : 0);
            if (ready && nowUs - settledUs >= hold) CloseGroup(first, last, window, changes);
        }
    }

    private static bool Away(in PlateState plate) => plate.Phase is PlatePhase.Moving or PlatePhase.Settled;

    private void CloseGroup(int first, int last, int window, List<ShelfChange> changes)
    {
        Span<PlateState> plates = scale.Plates;
        int sampled = Math.Min(window, scale.History);
        for (int p = 0; p < plates.Length; p++)
        {
            _deltas[p] = plates[p].Phase is PlatePhase.Unknown or PlatePhase.Moving
                ? 0
                : scale.LookBack(p, sampled).MeanMg - plates[p].LevelMg;
        }
        double common = Common(plates);
        int before = changes.Count;
        for (int p = first; p <= last; p++)
        {
            if (!Significant(plates[p], _deltas[p] - common)) continue;
            // A weight spills over plates side by side: a quiet plate between two that changed parts two changes.
            int end = p;
            while (end < last && Significant(plates[end + 1], _deltas[end + 1] - common)) end++;
            AddChange(p, end, common, window, changes);
            p = end;
        }
        if (changes.Count == before) scale.Transients++;
        for (int p = first; p <= last; p++)
            if (Away(plates[p])) scale.ToIdle(ref plates[p], plates[p].LevelMg + _deltas[p]);
    }

    /// <summary>What the whole shelf has in common: the median change, when there are plates enough and it is small.</summary>
    private double Common(Span<PlateState> plates)
    {
        int n = 0;
        for (int p = 0; p < plates.Length; p++)
            if (plates[p].Phase is PlatePhase.Idle or PlatePhase.Settled) _sorted[n++] = _deltas[p];
        if (n < CommonPlatesMin) return 0;
        Array.Sort(_sorted, 0, n);
        double median = (n & 1) == 1 ? _sorted[n / 2] : (_sorted[n / 2 - 1] + _sorted[n / 2]) / 2;
        return Math.Abs(median) <= CommonMaxMg ? median : 0;
    }

    private bool Significant(in PlateState plate, double deltaMg) =>
        Away(plate) && Math.Abs(deltaMg) >= Math.Max(options.TriggerGrams * 600, 2.5 * Math.Sqrt(plate.NoiseMg2));

    private void AddChange(int first, int last, double common, int window, List<ShelfChange> changes)
    {
        Span<PlateState> plates = scale.Plates;
        double sum = 0, largest = 0;
        int main = first;
        long wokeUs = long.MaxValue, settledUs = 0;
        bool gap = false, forced = false;
        for (int p = first; p <= last; p++)
        {
            double d = _deltas[p] - common;
            sum += d;
            if (Math.Abs(d) > largest) (largest, main) = (Math.Abs(d), p);
            if (!Away(plates[p])) continue;
            wokeUs = Math.Min(wokeUs, plates[p].WokeUs);
            settledUs = Math.Max(settledUs, plates[p].SettledUs);
            gap |= plates[p].AcrossGap;
            forced |= plates[p].Forced;
        }
        // The spill over quiet neighbours belongs to it too.
        int from = Math.Max(0, first - 1), to = Math.Min(plates.Length - 1, last + 1);
        for (int p = from; p <= to; p++)
            if ((p < first || p > last) && plates[p].Phase != PlatePhase.Moving) sum += _deltas[p] - common;
        if (Math.Abs(sum) < options.EventGrams * 1000 && largest < 2 * options.EventGrams * 1000) return;
        var change = new ShelfChange
        {
            ShelfIndex = scale.Shelf.Index,
            FirstPlate = from,
            DeltaMg = new double[to - from + 1],
            VarianceMg2 = new double[to - from + 1],
            LevelMg = new long[to - from + 1],
            Start = new StoreTime(wokeUs),
            Lift = new StoreTime(gap ? wokeUs : LiftUs(main, plates[main].LevelMg, plates[main].LevelMg + _deltas[main], wokeUs)),
            Settled = new StoreTime(settledUs),
            AcrossGap = gap,
            Unsettled = forced,
        };
        for (int p = from; p <= to; p++)
        {
            bool neighbour = p < first || p > last;
            if (neighbour && Away(plates[p])) continue; // another change's own
            change.DeltaMg[p - from] = _deltas[p] - common;
            change.VarianceMg2[p - from] = 2 * plates[p].NoiseMg2 / window + 500.0 * 500.0;
            change.LevelMg[p - from] = (long)Math.Round(plates[p].LevelMg + _deltas[p]);
            // A quiet neighbour takes its new level at once, or its slow drift would be counted again.
            if (neighbour && plates[p].Phase == PlatePhase.Idle) plates[p].LevelMg += _deltas[p];
        }
        changes.Add(change);
    }

    /// <summary>The last sample at which a plate was nearer to its old level than to its new one.</summary>
    private long LiftUs(int p, double oldMg, double newMg, long wokeUs)
    {
        double middle = (oldMg + newMg) / 2;
        bool fell = newMg < oldMg;
        for (int back = 0; back < scale.History; back++)
        {
            long t = scale.TimeUs(back);
            if (t < wokeUs) break;
            if (scale.Reading(p, back) > middle == fell) return t;
        }
        return wokeUs;
    }
}
