using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Sources;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>
/// Weight changes that are not decided yet: they wait for the eyes, and for the hand that made them. A hand that is still at the
/// plates may only press on them, or be in the middle of a slow lift: what it does next on the same plates belongs to it.
/// </summary>
internal sealed class PendingChanges(
    StoreLayout layout, FusionOptions options, TrackBook tracks, SourceBoard board, ShelfScale[] scales, MachineCounters counters,
    ChangeJudge judge, ExchangeJudge exchanges)
{
    /// <summary>More undecided changes than this are decided with what is known.</summary>
    private const int PendingMax = 256;

    /// <summary>A hand is waited for no longer than this.</summary>
    private const long HandWaitUs = 4 * StoreTime.SecondUs;

    /// <summary>Parts of one slow lift follow each other within this.</summary>
    private const long PartsUs = 2 * StoreTime.SecondUs;

    /// <summary>… and begin so soon after the one before has come to rest.</summary>
    private const long PartUs = 600_000;

    /// <summary>A plate that began to move before a change came to rest is waited for so long: it may bear a share of it.</summary>
    private const long ShareWaitUs = 1_000_000;

    /// <summary>Shares of one unit on two plates change so nearly at once, as it is measured.</summary>
    private const long SameMomentUs = 150_000;

    /// <summary>A plate that bore less than this share of the most changed one is not what was changed.</summary>
    private const double GoodPart = 0.15;

    /// <summary>A change fits a product within this, and this share of its weight (three standard deviations of real units).</summary>
    private const double FitMg = 2_000, FitShare = 0.08;
    private const int UnitsMax = 3;

    /// <summary>Where no eyes tell of hands, what was put down must lie for so long: it is often still held.</summary>
    private const long LiesUs = 250_000;

    /// <summary>What several movements of one hand come to in the end, when it is less than this, is nothing, milligrams.</summary>
    private const double NothingMg = 12_000;

    /// <summary>A change that fits so badly may be one part of two movements that the plates could not tell apart.</summary>
    private const double BadFit = -7.5;

    /// <summary>Its other part was so near in time, and is waited for so long, µs.</summary>
    private const long OtherPartUs = 2_500_000;

    /// <summary>What both together must fit better by, in log-likelihood.</summary>
    private const double BetterTogether = 3;
    private readonly HandPresence _hands = new(layout, tracks);
    private readonly List<PendingChange> _pending = [];

    public int Count => _pending.Count;

    /// <summary>Takes in a change that a shelf has found; it may be the rest of one that waits.</summary>
    public void Add(ShelfChange change, StoreTime found)
    {
        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            if (!Continues(_pending[i].Change, change, out bool others)) continue;
            ShelfChange whole = ShelfChange.Merge(_pending[i].Change, change);
            // Several units while others came or went: perhaps each took one, at moments of their own.
            bool two = others && !IsOfAProduct(whole, unitsMax: 1) && IsOfAProduct(whole);
            change = two ? ShelfChange.Merge(_pending[i].Change, change, two) : whole;
            ShelfChange first = _pending[i].Change;
            _pending.RemoveAt(i);
            if (!IsNothing(change)) continue;
            counters.Presses++;
            exchanges.Add(ShelfChange.Passing(first, change));
            return;
        }
        _pending.Add(new PendingChange(change, found));
    }

    /// <summary>Decides what can be decided. Asked after every fact: allocates nothing while it waits.</summary>
    public void Decide(StoreTime now)
    {
        if (_pending.Count == 0) return;
        StoreTime eyes = board.EyesWatermark(now, out bool blind);
        for (int i = 0; i < _pending.Count; i++)
        {
            PendingChange pending = _pending[i];
            bool seen = eyes >= pending.Change.Lift + options.LookAheadUs;
            bool late = now - pending.Found > options.EyesWaitUs || blind || _pending.Count > PendingMax;
            if (!seen && !late) continue;
            if (_pending.Count <= PendingMax && (blind || !seen ? Lies(pending.Change) : !IsFollowed(i) && Held(pending.Change, now, eyes))) continue;
            if (seen && FindsOtherPart(i))
            {
                i = -1; // two are one now: from the beginning
                continue;
            }
            if (seen && WaitsForOtherPart(i, now)) continue;
            if (!seen) counters.DecidedWithoutEyes++;
            _pending.RemoveAt(i--);
            ShelfChange change = scales[pending.Change.ShelfIndex].Renew(pending.Change);
            if (IsNothing(change)) counters.Presses++;
            else judge.Judge(now, change, blind: !seen && eyes < change.Lift);
        }
    }

    /// <summary>
    /// Two movements at one place, one of which began before the plates rested from the other: each fits nothing, both together
    /// fit two products, or two of one.
    /// </summary>
    private bool FindsOtherPart(int index)
    {
        if (!FitsBadly(index)) return false;
        ShelfChange change = _pending[index].Change;
        for (int i = 0; i < _pending.Count; i++)
        {
            ShelfChange other = _pending[i].Change;
            if (i == index || other.ShelfIndex != change.ShelfIndex || other.AcrossGap || Math.Abs(other.Lift - change.Lift) > OtherPartUs || Apart(other, change) > 1) continue;
            ShelfChange both = ShelfChange.Merge(other.Lift < change.Lift ? other : change, other.Lift < change.Lift ? change : other, two: true);
            if (IsNothing(both))
            {
                Cancel(index, i, both);
                return true;
            }
            if (judge.Fit(both) < Fit(index) + Fit(i) + BetterTogether) continue;
            StoreTime found = StoreTime.Earlier(_pending[i].Found, _pending[index].Found);
            _pending[Math.Min(i, index)] = new PendingChange(both, found);
            _pending.RemoveAt(Math.Max(i, index));
            counters.TakenTogether++;
            return true;
        }
        return false;
    }

    /// <summary>Two movements came to nothing, and no product explains one of them: the scales told what one put down and another took as neither was.</summary>
    private void Cancel(int one, int other, ShelfChange both)
    {
        ShelfChange earlier = _pending[_pending[one].Change.Lift < _pending[other].Change.Lift ? one : other].Change;
        _pending.RemoveAt(Math.Max(one, other));
        _pending.RemoveAt(Math.Min(one, other));
        counters.Presses++;
        exchanges.Add(ShelfChange.Passing(earlier, both));
    }

    private bool WaitsForOtherPart(int index, StoreTime now) => FitsBadly(index) && now - _pending[index].Change.Settled < OtherPartUs;

    private bool FitsBadly(int index)
    {
        ShelfChange change = _pending[index].Change;
        return !change.AcrossGap && !change.Unsettled && Fit(index) < BadFit;
    }

    /// <summary>Asked once a change: explaining it is work.</summary>
    private double Fit(int index)
    {
        PendingChange pending = _pending[index];
        if (pending.Fit is { } known) return known;
        double fit = judge.Fit(pending.Change);
        _pending[index] = pending with { Fit = fit };
        return fit;
    }

    /// <summary>The recording is over: decides everything.</summary>
    public void Finish(StoreTime now)
    {
        foreach (PendingChange pending in _pending) judge.Judge(now, pending.Change, blind: false);
        _pending.Clear();
    }

    /// <summary>Whether anything that began up to a moment waits.</summary>
    public bool Any(StoreTime upTo)
    {
        foreach (PendingChange pending in _pending)
            if (pending.Change.Start <= upTo) return true;
        return false;
    }

    /// <summary>Whether anything waits that a shelf has told.</summary>
    public bool AnyOn(int shelf)
    {
        foreach (PendingChange pending in _pending)
            if (pending.Change.ShelfIndex == shelf) return true;
        return false;
    }

    /// <summary>Whether a change of a plate, counted on the shelf from 0, waits that was going on at a moment.</summary>
    public bool Holds(int shelf, int plate, StoreTime at)
    {
        foreach (PendingChange pending in _pending)
        {
            ShelfChange change = pending.Change;
            if (change.ShelfIndex != shelf || plate < change.FirstPlate || plate >= change.FirstPlate + change.DeltaMg.Length) continue;
            if (change.Start <= at && at <= change.Settled) return true;
        }
        return false;
    }

    /// <summary>Whether something else has been done on the plates of a change since: then it is as it is.</summary>
    private bool IsFollowed(int index)
    {
        ShelfChange change = _pending[index].Change;
        for (int i = index + 1; i < _pending.Count; i++)
        {
            ShelfChange later = _pending[i].Change;
            if (later.ShelfIndex == change.ShelfIndex && later.Start >= change.Settled && Apart(change, later) == 0) return true;
        }
        return false;
    }

    /// <summary>Whether the hand that made a change may not be done with it, or a plate beside may still show its share.</summary>
    private bool Held(ShelfChange change, StoreTime now, StoreTime eyes)
    {
        if (change.AcrossGap || now - change.Lift > HandWaitUs) return false;
        ShelfScale scale = scales[change.ShelfIndex];
        long restedUs = scale.LastSample - change.Settled;
        if (restedUs < ShareWaitUs && scale.IsMoving(change.FirstPlate, change.DeltaMg.Length, change.Settled)) return true;
        bool moves = scale.IsMoving(change.FirstPlate, change.DeltaMg.Length, scale.LastSample);
        if (change.TotalMg > 0) return moves || _hands.Stays(change, change.Lift, eyes);
        return restedUs < (moves ? PartsUs : PartUs) && (moves || !IsOfAProduct(change)) && _hands.Stays(change, change.Lift, eyes);
    }

    /// <summary>Whether a few units of some product of the shelf weigh as much: then it is hardly a part of a slow lift.</summary>
    private bool IsOfAProduct(ShelfChange change, int unitsMax = UnitsMax)
    {
        double mg = Math.Abs(change.TotalMg);
        IReadOnlyList<Facing> facings = layout.FacingsOfShelf[change.ShelfIndex];
        for (int i = 0; i < facings.Count; i++) // asked after every fact: an interface's enumerator is an object
        {
            double unitMg = layout.Products[facings[i].ProductIndex].Weight.Milligrams;
            if (WholeUnits.Are(mg, unitMg, FitMg, FitShare, unitsMax)) return true;
        }
        return false;
    }

    /// <summary>Without eyes: whether something put down has not lain for long enough.</summary>
    private bool Lies(ShelfChange change) => change.TotalMg > 0 && !change.AcrossGap && scales[change.ShelfIndex].LastSample - change.Settled < LiesUs;

    /// <summary>
    /// Whether a change goes on with what an earlier one began: on the same plates, by a hand that was there all the while, and
    /// after a press, or in the same direction; or on the next plate in the same moment: a share that settled later.
    /// </summary>
    private bool Continues(ShelfChange earlier, ShelfChange later, out bool others)
    {
        others = false;
        if (earlier.ShelfIndex != later.ShelfIndex || earlier.AcrossGap || later.AcrossGap) return false;
        bool more = earlier.TotalMg < 0 == later.TotalMg < 0;
        int apart = Apart(earlier, later);
        if (apart > 1) return false;
        if (more && IsShare(earlier, later)) return true;
        if (apart > 0) return false;
        if (earlier.TotalMg < 0 && !more) return false; // taken, and something put down: two movements
        if (more && later.Start - earlier.Settled > PartsUs) return false;
        (bool stayed, others) = _hands.Between(earlier, earlier.Lift, later.Lift);
        return stayed && !(others && AreTwo(earlier, later));
    }

    /// <summary>
    /// Whether two changes, made where the hands of several were, are better two movements than one hand's: each is what some
    /// product weighs, or the first is and both together are nothing that anybody could have moved.
    /// </summary>
    private bool AreTwo(ShelfChange earlier, ShelfChange later)
    {
        if (!IsOfAProduct(earlier)) return false;
        ShelfChange both = ShelfChange.Merge(earlier, later);
        return IsOfAProduct(later) || (!IsNothing(both) && !IsOfAProduct(both));
    }

    /// <summary>
    /// Whether a change is a share of an earlier one that settled later: it moved while that did, and either at the same moment,
    /// or at one that nobody can tell because it moved before, and the two are not what two products would be; or together they
    /// are what one unit of some product weighs, and one of them alone is not.
    /// </summary>
    private bool IsShare(ShelfChange earlier, ShelfChange later)
    {
        if (later.Start >= earlier.Settled) return false;
        long apartUs = Math.Abs(later.Lift - earlier.Lift);
        if (apartUs <= SameMomentUs) return true;
        bool together = later.Start <= earlier.Lift && earlier.Start <= later.Lift;
        if ((!together && apartUs > ShareWaitUs) || (IsOfAProduct(earlier) && IsOfAProduct(later))) return false;
        return (together && apartUs <= ShareWaitUs) || IsOfAProduct(ShelfChange.Merge(earlier, later), unitsMax: 1);
    }

    /// <summary>How many plates lie between what two changes changed: 0 where they share one, 1 side by side.</summary>
    private static int Apart(ShelfChange a, ShelfChange b)
    {
        (int firstA, int lastA) = a.Bearers(GoodPart);
        (int firstB, int lastB) = b.Bearers(GoodPart);
        return Math.Max(0, Math.Max(a.FirstPlate + firstA - b.FirstPlate - lastB, b.FirstPlate + firstB - a.FirstPlate - lastA));
    }

    private static bool IsNothing(ShelfChange change)
    {
        double largest = 0;
        foreach (double d in change.DeltaMg) largest = Math.Max(largest, Math.Abs(d));
        return Math.Abs(change.TotalMg) < NothingMg && largest < 2 * NothingMg;
    }
}
