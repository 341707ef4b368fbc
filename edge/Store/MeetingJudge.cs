using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store;

/// <summary>
/// Where hands met away from the shelves, no scale says what changed hands: the story goes on with every way it may have been,
/// weighed by what cameras saw in the hands before and after.
/// </summary>
internal sealed class MeetingJudge
{
    /// <summary>
    /// Log-likelihoods of what stretched-out hands that stay together mean: mostly that something is given; nothing is given in
    /// one of five such meetings.
    /// </summary>
    private const double Nothing = -1.6, GivenScore = -1.0;

    /// <summary>What giving both ways costs beyond giving one way, and what giving over the goods of a shelf costs.</summary>
    private const double BothWays = 0.7, OverGoods = -4;

    /// <summary>Until the looks have come nothing counts as given: carts do not flicker.</summary>
    private const double NotYet = -4;

    /// <summary>What is given is still in the giver's hand so long after the hands came together …</summary>
    private const long StillUs = 150_000;

    /// <summary>… and surely in the other's after so long.</summary>
    private const long PassedUs = 450_000;

    /// <summary>How long hands are looked at before and after, µs.</summary>
    private const long LookUs = 900_000;

    /// <summary>A meeting is judged when all looks at it have come.</summary>
    private const long JudgeAfterUs = PassedUs + LookUs + 200_000;
    private const int WaitingMax = 64;

    /// <summary>Hands that meet so shortly after both took part in a weight change, or before it, meet over the goods, µs.</summary>
    private const long GoodsBeforeUs = 900_000, GoodsAfterUs = 1_100_000;

    /// <summary>Share of hands that hold something when they meet another and give nothing.</summary>
    private const double HoldsSomething = 0.4;

    private readonly record struct Waiting(HandMeeting Met, long Number, string First, string Second);

    private readonly StoreState _state;
    private readonly TrackBook _tracks;
    private readonly Story _story;
    private readonly Narrator _narrator;
    private readonly HandSight _sight;
    private readonly HandMeetings _meetings;
    private readonly Action<HandMeeting> _onMeeting; // made once: a frame allocates nothing
    private readonly List<Waiting> _waiting = [];
    private StoreTime _now;
    private readonly List<Held> _held = [];
    private long _count;

    public MeetingJudge(StoreLayout layout, FusionOptions options, StoreState state, TrackBook tracks, Story story, Narrator narrator)
    {
        (_state, _tracks, _story, _narrator) = (state, tracks, story, narrator);
        _sight = new HandSight(layout, options);
        _meetings = new HandMeetings(layout);
        _onMeeting = Met;
    }

    /// <summary>Looks at everybody who was just seen.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="captured">Moment of the sighting.</param>
    public void Look(StoreTime now, StoreTime captured)
    {
        _now = now;
        _meetings.Look(captured, _tracks.Tracks, _onMeeting);
    }

    /// <summary>Of a meeting up to this moment not all has been seen.</summary>
    public bool Waits(StoreTime until)
    {
        foreach (Waiting w in _waiting)
            if (w.Met.Began <= until) return true;
        return false;
    }

    /// <summary>Judges what can be judged now.</summary>
    public void Decide(StoreTime now, bool all = false)
    {
        _now = now;
        for (int i = 0; i < _waiting.Count; i++)
        {
            if (!all && now - _waiting[i].Met.Began < JudgeAfterUs) continue;
            Waiting w = _waiting[i];
            _waiting.RemoveAt(i--);
            Judge(now, w);
        }
    }

    /// <summary>At once, before what happens next: the story goes on with every way it may have been.</summary>
    private void Met(HandMeeting met)
    {
        if (_waiting.Count >= WaitingMax) return;
        if (_state.Find(met.First.Session) is not { State: not SessionState.Settled } first) return;
        if (_state.Find(met.Second.Session) is not { State: not SessionState.Settled } second) return;
        long number = ++_count;
        var hands = new List<HandClaim> { new(first.Id, met.First.Id, 0, 0.5), new(second.Id, met.Second.Id, 0, 0.5) };
        _narrator.Expect(new Account(-number, met.Began.Us, hands));
        var (a, b) = (new HandOf(met.First.Id, met.FirstRight), new HandOf(met.Second.Id, met.SecondRight));
        EventVerdict verdict = _story.Add(new MeetingEvidence(-number, first.Id, second.Id, a, b, NotYet));
        _waiting.Add(new Waiting(met, number, first.Id, second.Id));
        _narrator.Tell(_now, _story.Told, -number, verdict.Confidence);
    }

    /// <summary>When all looks have come: how likely each way is.</summary>
    private void Judge(StoreTime now, Waiting w)
    {
        HandMeeting m = w.Met;
        // They reached for goods, not for each other: the scales told what they did.
        bool overGoods = _narrator.BothAtShelf(w.First, w.Second, m.Began - GoodsBeforeUs, m.Began + GoodsAfterUs);
        double nothing = overGoods ? 0 : Nothing + Kept(w.First, m.First, m.FirstRight, m.Began) + Kept(w.Second, m.Second, m.SecondRight, m.Began);
        _story.Reweigh(-w.Number, option => option.First is null ? nothing
            : overGoods ? OverGoods : GivenScore - NotYet + Given(m, w.First, option.First) + Given(m, w.First, option.Second) - (option.Second is null ? 0 : BothWays));
        _narrator.Tell(now, _story.Told, 0, 0);
    }

    /// <summary>Log-likelihood of this having been given, in place of what was said before it was known.</summary>
    private double Given(HandMeeting m, string first, StoryMove? move) => move is not { } given ? 0
        : given.Session == first
            ? Passed(m.First, m.FirstRight, m.Second, m.SecondRight, given.Item.Product, m.Began)
            : Passed(m.Second, m.SecondRight, m.First, m.FirstRight, given.Item.Product, m.Began);

    /// <summary>Log-likelihood of a hand's holding on to whatever it held, against its being empty: it may well hold something of one's own.</summary>
    private double Kept(string session, Track person, bool right, StoreTime began)
    {
        _held.Clear();
        _story.MayHold(session, _held);
        double share = _held.Count == 0 ? 0 : HoldsSomething / _held.Count, all = 0;
        foreach (Held held in _held)
        {
            if (!held.Item.IsKnown) continue;
            int product = held.Item.Product;
            all += share * Elementary.Exp(Before(person, right, product, began) + After(person, right, product, began));
        }
        return Elementary.Log(1 - HoldsSomething + all);
    }

    /// <summary>Log-likelihood of a product's going from one hand to another, against both being empty.</summary>
    private double Passed(Track from, bool fromRight, Track to, bool toRight, int product, StoreTime began) =>
        Before(from, fromRight, product, began) + After(to, toRight, product, began);

    private double Before(Track person, bool right, int product, StoreTime began) =>
        _sight.Held(person, right, product, began - LookUs, began + StillUs);

    private double After(Track person, bool right, int product, StoreTime began) =>
        _sight.Held(person, right, product, began + PassedUs, began + PassedUs + LookUs);
}
