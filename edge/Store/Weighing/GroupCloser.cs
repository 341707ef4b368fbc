using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Weighing;

/// <summary>
/// Finds plates side by side that moved together and have come to rest, takes away what they have in common with the whole
/// shelf, and cuts what is left into changes.
/// </summary>
internal sealed class GroupCloser(ShelfScale scale, RestTest rest, WeighingOptions options)
{
    /// <summary>Below this many plates a median says nothing of what a shelf has in common.</summary>
    private const int CommonPlatesMin = 5;

    /// <summary>More than this in common is not drift or leaning but something on every plate.</summary>
    private const double CommonMaxMg = 20_000;

    /// <summary>A plate beside one that rests is waited for so long, if it began to move with it: it may bear a share.</summary>
    private const long NeighbourWaitUs = 250_000;

    /// <summary>What moves so much earlier than its neighbour is moved by something else.</summary>
    private const long TogetherUs = 120_000;

    /// <summary>Shares of one slow movement are measured to pass half way at moments that differ by so much of its length.</summary>
    private const double TogetherShare = 0.2;

    /// <summary>What came to nothing and nobody has asked for is kept up to so many.</summary>
    private const int PassingsMax = 16;
    private readonly Swing _swing = new(scale);
    private readonly LiftFinder _lifts = new(scale);
    private readonly double[] _deltas = new double[scale.Shelf.PlateCount];
    private readonly double[] _sorted = new double[scale.Shelf.PlateCount];
    private readonly bool[] _told = new bool[scale.Shelf.PlateCount], _moved = new bool[scale.Shelf.PlateCount];
    private readonly long[] _liftsUs = new long[scale.Shelf.PlateCount];

    /// <summary>Closes every group that is ready at <paramref name="nowUs"/>.</summary>
    public void Close(long nowUs, int window, List<ShelfChange> changes)
    {
        Span<PlateState> plates = scale.Plates;
        for (int p = 0; p < plates.Length; p++)
        {
            if (plates[p].Phase != PlatePhase.Settled) continue;
            int first = p;
            long readyUs = ReadyUs(plates[p]);
            for (int next = Next(p); next >= 0; next = Next(p)) readyUs = Math.Max(readyUs, ReadyUs(plates[p = next]));
            if (nowUs < readyUs) continue;
            bool waits = (first > 0 && MovesWith(plates[first], plates[first - 1])) ||
                (p + 1 < plates.Length && MovesWith(plates[p], plates[p + 1]));
            if (waits && nowUs < readyUs + NeighbourWaitUs) continue;
            CloseGroup(first, p, window, changes);
        }
    }

    /// <summary>The next plate of a group: the one beside, or the one after a quiet plate, which may bear too little to wake; or -1.</summary>
    private int Next(int p)
    {
        Span<PlateState> plates = scale.Plates;
        int next = p + 1 < plates.Length && plates[p + 1].Phase == PlatePhase.Idle ? p + 2 : p + 1;
        return next < plates.Length && plates[next].Phase == PlatePhase.Settled && Together(plates[p], plates[next]) ? next : -1;
    }

    /// <summary>From when on a plate that has settled is at rest for good.</summary>
    private long ReadyUs(in PlateState plate) => plate.SettledUs + options.CloseUs;

    /// <summary>Whether one of two plates that have settled moved while the other did.</summary>
    private static bool Together(in PlateState a, in PlateState b) => a.WokeUs < b.SettledUs && b.WokeUs < a.SettledUs;

    /// <summary>Whether a neighbour that still moves set out with a plate, not long before it and not after.</summary>
    private static bool MovesWith(in PlateState settled, in PlateState neighbour) =>
        neighbour.Phase == PlatePhase.Moving && neighbour.WokeUs > settled.WokeUs - TogetherUs && neighbour.WokeUs < settled.SettledUs;

    private static bool Away(in PlateState plate) => plate.Phase is PlatePhase.Moving or PlatePhase.Settled;

    private void CloseGroup(int first, int last, int window, List<ShelfChange> changes)
    {
        Span<PlateState> plates = scale.Plates;
        int sampled = QuietSamples(first, last, window);
        for (int p = 0; p < plates.Length; p++)
        {
            _deltas[p] = plates[p].Phase switch
            {
                PlatePhase.Idle => scale.LookBack(p, sampled).MeanMg - plates[p].LevelMg,
                PlatePhase.Settled => scale.LookBack(p, scale.RestedSamples(plates[p], window)).MeanMg - plates[p].AnchorMg,
                _ => 0,
            };
        }
        if (GoesOn(first, last)) return;
        Array.Clear(_told);
        double common = Common(plates);
        int before = changes.Count;
        for (int p = first; p <= last; p++)
        {
            _moved[p] = Away(plates[p]);
            // What moved to so little is a quiet plate: it may bear a share of what its neighbours did.
            if (!Significant(p, common) && _moved[p]) scale.ToIdle(ref plates[p], plates[p].AnchorMg, told: false);
            else if (_moved[p]) _liftsUs[p] = _lifts.LiftUs(p, plates[p].AnchorMg, plates[p].AnchorMg + _deltas[p], plates[p].WokeUs);
        }
        for (int p = first; p <= last; p++)
        {
            if (!Away(plates[p])) continue;
            // A weight spills over plates side by side: a plate between two that bears nothing parts two changes, and so does
            // one that changed the other way or at another moment.
            int end = p;
            for (int next = p; next >= 0; next = NextOfRun(end, last, common, window)) end = next;
            AddChange(p, end, common, window, changes);
            p = end;
        }
        if (changes.Count == before) scale.Transients++;
        if (scale.Passings.Count < PassingsMax && _swing.Find(first, last, _moved, _deltas) is { } passing) scale.Passings.Add(passing);
        for (int p = first; p <= last; p++)
        {
            if (Away(plates[p])) scale.ToIdle(ref plates[p], plates[p].AnchorMg + _deltas[p], _told[p]);
            else if (_moved[p] && !_told[p]) plates[p].LevelMg += _deltas[p];
        }
    }

    /// <summary>The next plate of the same change, a quiet one between that bears more than its mean errs by passed over; -1 for none.</summary>
    private int NextOfRun(int p, int last, double common, int window)
    {
        int next = p + 1;
        double share = next < last && !Away(scale.Plates[next]) ? _deltas[next] - common : 0, noise2 = scale.Plates[Math.Min(next, last)].NoiseMg2;
        double errs = Math.Sqrt(2 * LeavingTest.LongRunOfMedians * noise2 / window);
        if (share * (_deltas[p] - common) > 0 && Math.Abs(share) > Math.Max(options.TriggerGrams * 300, 2 * errs)) next++;
        return next <= last && Away(scale.Plates[next]) && SameMove(p, next, common) ? next : -1;
    }

    /// <summary>
    /// How many of the newest readings of quiet plates to take: those since the whole group rests. Older ones are of before the
    /// lift, and would hide a part of what a quiet neighbour bore of it.
    /// </summary>
    private int QuietSamples(int first, int last, int window)
    {
        int least = Math.Min(window, scale.History);
        for (int p = first; p <= last; p++) least = Math.Min(least, Math.Max(1, scale.RestedSamples(scale.Plates[p], window)));
        return least;
    }

    /// <summary>Whether a plate of a group has just left its rest again; then it moves on.</summary>
    private bool GoesOn(int first, int last)
    {
        bool any = false;
        Span<PlateState> plates = scale.Plates;
        for (int p = first; p <= last; p++)
        {
            if (!Away(plates[p]) || !rest.LeavesAgain(p, plates[p], plates[p].AnchorMg + _deltas[p])) continue;
            plates[p].Phase = PlatePhase.Moving;
            any = true;
        }
        return any;
    }

    /// <summary>Whether two plates changed the same way at the same moment.</summary>
    private bool SameMove(int a, int b, double common)
    {
        Span<PlateState> plates = scale.Plates;
        if ((_deltas[a] - common) * (_deltas[b] - common) < 0) return false;
        if (plates[a].AcrossGap || plates[b].AcrossGap || Faint(a, common) || Faint(b, common)) return true;
        long lengthUs = Math.Max(plates[a].SettledUs - plates[a].WokeUs, plates[b].SettledUs - plates[b].WokeUs);
        return Math.Abs(_liftsUs[a] - _liftsUs[b]) <= TogetherUs + (long)(TogetherShare * lengthUs);
    }

    /// <summary>Whether a change stands so little out of its plate's noise that nobody can say when it passed half way.</summary>
    private bool Faint(int p, double common) => Math.Abs(_deltas[p] - common) < 4 * Math.Sqrt(scale.Plates[p].NoiseMg2);

    /// <summary>
    /// What the whole shelf has in common: the median change of its quiet plates, when there are enough of them and it is small.
    /// Where two lift at once, half of a shelf's plates may have changed, and their median is of what was taken.
    /// </summary>
    private double Common(Span<PlateState> plates)
    {
        int n = 0;
        for (int p = 0; p < plates.Length; p++)
            if (plates[p].Phase == PlatePhase.Idle) _sorted[n++] = _deltas[p];
        if (n < CommonPlatesMin) return 0;
        Array.Sort(_sorted, 0, n);
        double median = (n & 1) == 1 ? _sorted[n / 2] : (_sorted[n / 2 - 1] + _sorted[n / 2]) / 2;
        return Math.Abs(median) <= CommonMaxMg ? median : 0;
    }

    private bool Significant(int p, double common) =>
        Math.Abs(_deltas[p] - common) >= Math.Max(options.TriggerGrams * 600, 2.5 * Math.Sqrt(scale.Plates[p].NoiseMg2));

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
            if (!Away(plates[p])) continue;
            if (Math.Abs(d) > largest) (largest, main) = (Math.Abs(d), p);
            wokeUs = Math.Min(wokeUs, plates[p].WokeUs);
            settledUs = Math.Max(settledUs, plates[p].SettledUs);
            gap |= plates[p].AcrossGap;
            forced |= plates[p].Forced;
        }
        // The spill over quiet neighbours belongs to it too.
        int from = Math.Max(0, first - 1), to = Math.Min(plates.Length - 1, last + 1);
        for (int p = from; p <= to; p++)
            if ((p < first || p > last) && plates[p].Phase == PlatePhase.Idle && !_told[p]) sum += _deltas[p] - common;
        if (Math.Abs(sum) < options.EventGrams * 1000) return;
        var change = new ShelfChange
        {
            ShelfIndex = scale.Shelf.Index,
            FirstPlate = from,
            DeltaMg = new double[to - from + 1],
            VarianceMg2 = new double[to - from + 1],
            LevelMg = new long[to - from + 1],
            Start = new StoreTime(wokeUs),
            Lift = new StoreTime(gap ? wokeUs : _liftsUs[main]),
            Settled = new StoreTime(settledUs),
            AcrossGap = gap,
            Unsettled = forced,
        };
        for (int p = from; p <= to; p++)
        {
            ref PlateState plate = ref plates[p];
            bool away = Away(plate);
            if (!_told[p] && (!away || (p >= first && p <= last))) // else another change's own
            {
                _told[p] = true;
                change.DeltaMg[p - from] = _deltas[p] - common;
                change.VarianceMg2[p - from] = 2 * plate.NoiseMg2 / window + 500.0 * 500.0;
                // A quiet plate takes its new level at once, or its slow drift would be counted again.
                if (plate.Phase == PlatePhase.Idle) plate.LevelMg = plate.AnchorMg = plate.LevelMg + _deltas[p];
            }
            change.LevelMg[p - from] = (long)Math.Round(away ? plate.AnchorMg + (_told[p] ? _deltas[p] : 0) : plate.LevelMg);
        }
        changes.Add(change);
    }
}
