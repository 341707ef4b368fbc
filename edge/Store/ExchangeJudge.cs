using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>
/// One puts down what another takes in the same moment: the plates end where they began. That they moved is known; who was there,
/// what carts hold and what was in the hands before and after says whether it was that, or only hands that pressed and touched.
/// </summary>
internal sealed class ExchangeJudge(
    StoreLayout layout, FusionOptions options, EvidenceFinder evidence, StoreState state, Story story, LateSight sight, Narrator narrator, MachineCounters counters)
{
    /// <summary>Log-likelihood that two people's hands over plates that moved exchanged something, before anything else is known.</summary>
    private const double Prior = -3;

    /// <summary>A swing is some unit's when it is at least this share of it, and lighter by at most that.</summary>
    private const double LeastShare = 0.3, MostShare = 1.3;

    /// <summary>What is less likely than this against nothing, as a logarithm, is not told.</summary>
    private const double WorthTelling = -4;
    private const int WaitingMax = 64;

    /// <summary>The story counts exchanges from here: apart from weight changes (from 1) and from meetings (from -1 down).</summary>
    private const long NumberedFrom = long.MinValue;
    private long _count;
    private readonly List<ShelfChange> _waiting = [];

    /// <summary>Takes over what plates did that came to nothing.</summary>
    public void Take(List<ShelfChange> passings)
    {
        foreach (ShelfChange passing in passings) Add(passing);
        passings.Clear();
    }

    /// <summary>Plates moved and came to nothing.</summary>
    public void Add(ShelfChange passing)
    {
        if (options.Exchanges && _waiting.Count < WaitingMax && !passing.AcrossGap && evidence.Hands(passing).Count > 1) _waiting.Add(passing);
    }

    /// <summary>Of something up to this moment not all has been seen.</summary>
    public bool Waits(StoreTime until)
    {
        foreach (ShelfChange w in _waiting)
            if (w.Start <= until) return true;
        return false;
    }

    /// <summary>Judges what all has been seen of.</summary>
    public void Decide(StoreTime now, PendingChanges pending, bool all = false)
    {
        for (int i = 0; i < _waiting.Count; i++)
        {
            if (!all && (now - _waiting[i].Lift < HandSight.CompleteUs || Undecided(_waiting[i], pending))) continue;
            ShelfChange passing = _waiting[i];
            _waiting.RemoveAt(i--);
            Judge(now, passing);
        }
    }

    /// <summary>Whether what changed on the same plates at that time waits to be decided.</summary>
    private static bool Undecided(ShelfChange passing, PendingChanges pending)
    {
        (int first, int last) = passing.Bearers(ShelfChange.MainShare);
        for (int p = first; p <= last; p++)
            if (pending.Holds(passing.ShelfIndex, passing.FirstPlate + p, passing.Lift)) return true;
        return false;
    }

    private void Judge(StoreTime now, ShelfChange passing)
    {
        counters.PassingsJudged++;
        List<Hand> hands = evidence.Hands(passing);
        (int first, int last) = passing.MainPlates(layout);
        double swingMg = passing.SwingMg!.Sum();
        var ways = new List<StoryOption>();
        foreach (Facing facing in layout.FacingsOfShelf[passing.ShelfIndex])
            if (MayBe(facing, first, last, swingMg)) Add(facing.ProductIndex, hands, passing, ways);
        double best = double.NegativeInfinity;
        foreach (StoryOption option in ways) best = Math.Max(best, option.Score);
        if (best < WorthTelling) return;
        ways.Add(new StoryOption(0, null, null, null, null, 0, null));
        long number = NumberedFrom + ++_count;
        var seen = new ShelfEvidence(number, passing.Lift.Us, passing.ShelfIndex, first, last, 0, 0, ways);
        EventVerdict verdict = story.Add(seen);
        narrator.Expect(new Account(number, passing.Lift.Us, Claims.Hands(hands, seen, verdict)) { Unsaid = Describe(now, passing) });
        narrator.Tell(now, story.Told, number, verdict.Confidence);
    }

    /// <summary>Every two of different visits: one puts a unit of it down, the other takes one.</summary>
    private void Add(int product, List<Hand> hands, ShelfChange passing, List<StoryOption> ways)
    {
        foreach (Hand puts in hands)
        {
            if (puts.Person.Session is not { } from || state.FindOpen(from) is not { } putter) continue;
            if (!putter.Staff && !story.MayHold(from, product, 1)) continue;
            foreach (Hand takes in hands)
            {
                if (takes.Person.Session is not { } to || to == from) continue;
                var (put, taken) = (new StoryMove(Item.Of(product), -1, from), new StoryMove(Item.Of(product), 1, to));
                var (one, other) = (new HandOf(puts.Person.Id, puts.Right), new HandOf(takes.Person.Id, takes.Right));
                double putSeen = Seen(put, one, passing), takenSeen = Seen(taken, other, passing);
                ways.Add(new StoryOption(Prior + puts.LogLikelihood + takes.LogLikelihood + putSeen + takenSeen, put, taken, one, other, 0, null)
                {
                    FirstSeen = putSeen,
                    SecondSeen = takenSeen,
                });
            }
        }
    }

    private double Seen(StoryMove move, HandOf hand, ShelfChange passing) =>
        sight.Whole(new StoryOption(0, move, null, hand, null, 0, null), passing.FirstLift ?? passing.Lift, passing.Lift);

    /// <summary>Whether a product stands on the plates that moved, and weighs as much as they moved by.</summary>
    private bool MayBe(Facing facing, int first, int last, double swingMg)
    {
        bool here = false;
        foreach (int p in facing.Plates) here |= p >= first - 1 && p <= last + 1;
        double unitMg = layout.Products[facing.ProductIndex].Weight.Milligrams;
        return here && Math.Abs(swingMg) >= LeastShare * unitMg && swingMg >= -MostShare * unitMg;
    }

    /// <summary>The plates, without any weight: what they came to was told of a change of its own, or is nothing.</summary>
    private WeightChanged Describe(StoreTime now, ShelfChange passing)
    {
        Shelf shelf = layout.Shelves[passing.ShelfIndex];
        var plates = new List<PlateDelta>(passing.LevelMg.Length);
        for (int i = 0; i < passing.LevelMg.Length; i++)
            plates.Add(new PlateDelta(layout.Plates[shelf.FirstPlate + passing.FirstPlate + i].Number, 0, passing.LevelMg[i]));
        return new WeightChanged(now.Us, 0, shelf.Gondola, shelf.Number, passing.Start.Us, passing.Lift.Us, 0, "exchange", false, false, plates, []);
    }
}
