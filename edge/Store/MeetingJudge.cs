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
    private const double Nothing = -1.6, GivenScore = -0.7;

    /// <summary>What giving over the goods of a shelf costs.</summary>
    private const double OverGoods = -4;

    /// <summary>Until the looks have come nothing counts as given, so that carts do not flicker; but no story may be forgotten for it meanwhile.</summary>
    private const double NotYet = -1.5;

    /// <summary>
    /// What the looks until then say of both hands already counts, no more than this: where several meet at once, there are more ways
    /// than stories are kept, and the unlikely ones must go first.
    /// </summary>
    private const double UnlikelyMost = -5;

    /// <summary>What is given is still in the giver's hand so long after the hands came together …</summary>
    private const long StillUs = 150_000;

    /// <summary>… and surely in the other's after so long.</summary>
    private const long PassedUs = 450_000;

    /// <summary>How long hands are looked at before and after, µs.</summary>
    private const long LookUs = 1_000_000;

    /// <summary>A meeting is judged when all looks at it have come, and what scales say of that time.</summary>
    private const long JudgeAfterUs = PassedUs + LookUs + 900_000;
    private const int WaitingMax = 64;
    private const string TooMany = "Hands met while too many others did: something may have been handed over";

    private const string Perhaps = "This person's hand came so close to somebody's that something may have been handed over, and the cameras cannot tell";

    private const string OfDoubtful = "This person's hand met that of somebody of whom it is not certain what they had";

    /// <summary>Hands that meet so shortly after one of them took part in a weight change, or before it, meet over the goods, µs.</summary>
    private const long GoodsBeforeUs = 600_000, GoodsAfterUs = 1_000_000;

    /// <summary>Share of hands that hold something when they meet another and give nothing.</summary>
    private const double HoldsSomething = 0.4;

    private readonly record struct Waiting(HandMeeting Met, long Number, string First, string Second);

    private readonly StoreState _state;
    private readonly TrackBook _tracks;
    private readonly Story _story;
    private readonly Narrator _narrator;
    private readonly HandSight _sight;
    private readonly Action<JournalRecord> _emit;
    private readonly HandMeetings _meetings;
    private readonly Action<HandMeeting> _onMeeting, _onPerhaps; // made once: a frame allocates nothing
    private readonly List<Waiting> _waiting = [];
    private StoreTime _now;
    private readonly List<Held> _held = [];
    private long _count;

    public MeetingJudge(
        StoreLayout layout, HandSight sight, StoreState state, TrackBook tracks, Story story, Narrator narrator, Action<JournalRecord> emit)
    {
        (_sight, _state, _tracks, _story, _narrator, _emit) = (sight, state, tracks, story, narrator, emit);
        _meetings = new HandMeetings(layout);
        (_onMeeting, _onPerhaps) = (Met, MayHaveMet);
    }

    /// <summary>Looks at everybody who was just seen.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="captured">Moment of the sighting.</param>
    public void Look(StoreTime now, StoreTime captured)
    {
        _now = now;
        _meetings.Look(captured, _tracks.Tracks, _onMeeting, _onPerhaps);
    }

    /// <summary>Nobody can say: where either of them had something to give, both are in doubt.</summary>
    private void MayHaveMet(HandMeeting met)
    {
        if (_state.Find(met.First.Session) is not { State: not SessionState.Settled } first) return;
        if (_state.Find(met.Second.Session) is not { State: not SessionState.Settled } second || !(MayHold(first.Id) || MayHold(second.Id))) return;
        if (_narrator.AtShelf(met.First.Id, met.Second.Id, met.Began - GoodsBeforeUs, met.Began + GoodsAfterUs)) return;
        foreach (Session one in (ReadOnlySpan<Session>)[first, second])
            if (!one.Doubts.Contains(Perhaps)) _emit(new DoubtRaised(_now.Us, one.Id, 0, Perhaps));
    }

    private bool MayHold(string session)
    {
        _held.Clear();
        _story.MayHold(session, _held);
        return _held.Count > 0;
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
        if (_state.Find(met.First.Session) is not { State: not SessionState.Settled } first) return;
        if (_state.Find(met.Second.Session) is not { State: not SessionState.Settled } second) return;
        if (_waiting.Count >= WaitingMax)
        {
            _emit(new DoubtRaised(_now.Us, first.Id, 0, TooMany));
            _emit(new DoubtRaised(_now.Us, second.Id, 0, TooMany));
            return;
        }
        long number = ++_count;
        var hands = new List<HandClaim> { new(first.Id, met.First.Id, 0, 0.5), new(second.Id, met.Second.Id, 0, 0.5) };
        _narrator.Expect(new Account(-number, met.Began.Us, hands));
        var (a, b) = (new HandOf(met.First.Id, met.FirstRight), new HandOf(met.Second.Id, met.SecondRight));
        EventVerdict verdict = _story.Add(new MeetingEvidence(-number, first.Id, second.Id, a, b, Foreseen(met, first.Id, second.Id)));
        _waiting.Add(new Waiting(met, number, first.Id, second.Id));
        _narrator.Tell(_now, _story.Told, -number, verdict.Confidence);
    }

    /// <summary>When all looks have come: how likely each way is.</summary>
    private void Judge(StoreTime now, Waiting w)
    {
        HandMeeting m = w.Met;
        // They reached for goods, not for each other: the scales told what they did.
        bool overGoods = _narrator.AtShelf(m.First.Id, m.Second.Id, m.Began - GoodsBeforeUs, m.Began + GoodsAfterUs);
        double nothing = overGoods ? 0 : Nothing + Kept(w.First, m.First, m.FirstRight, m.Began) + Kept(w.Second, m.Second, m.SecondRight, m.Began);
        _story.Reweigh(-w.Number, option => option.First is null ? nothing : (overGoods ? OverGoods + NotYet : GivenScore + Given(m, w.First, option)) - option.Score);
        _narrator.Tell(now, _story.Told, 0, 0);
        if (!overGoods) SpreadDoubt(now, w);
    }

    /// <summary>How likely each way is by what the hands were seen to hold until now, against the likeliest that these two may have held.</summary>
    private Func<int, int, double> Foreseen(HandMeeting met, string first, string second)
    {
        double most = Likeliest(met.First, met.FirstRight, first, met.Began) + Likeliest(met.Second, met.SecondRight, second, met.Began);
        return (given, got) => NotYet + Math.Max(
            UnlikelyMost,
            Before(met.First, met.FirstRight, Content(given), met.Began, false) + Before(met.Second, met.SecondRight, Content(got), met.Began, false) - most);
    }

    private double Likeliest(Track person, bool right, string session, StoreTime began)
    {
        double most = Before(person, right, HandSight.Empty, began, false);
        _held.Clear();
        _story.MayHold(session, _held);
        foreach (Held held in _held) most = Math.Max(most, Before(person, right, held.Item.Product, began, false));
        return most;
    }

    private static int Content(int given) => given == MeetingEvidence.Nothing ? HandSight.Empty : given;

    /// <summary>Whoever may carry what nobody weighed or saw may have given just that away: then neither receipt can be trusted.</summary>
    private void SpreadDoubt(StoreTime now, Waiting w)
    {
        if (_state.Find(w.First) is not { } first || _state.Find(w.Second) is not { } second || first.Doubts.Count > 0 == second.Doubts.Count > 0) return;
        Session sure = first.Doubts.Count > 0 ? second : first;
        if (sure.State != SessionState.Settled) _emit(new DoubtRaised(now.Us, sure.Id, 0, OfDoubtful));
    }

    /// <summary>Log-likelihood of all that both hands held before and after.</summary>
    private double Given(HandMeeting m, string first, StoryOption option)
    {
        int forth = HandSight.Empty, back = HandSight.Empty; // what went from the first to the second, and from the second to the first
        foreach (StoryMove? move in (ReadOnlySpan<StoryMove?>)[option.First, option.Second])
        {
            if (move is not { } given) continue;
            if (given.Session == first) forth = given.Item.Product;
            else back = given.Item.Product;
        }
        bool looked = _tracks.LastLook >= m.Began - HandSight.CameraUs;
        return Before(m.First, m.FirstRight, forth, m.Began, looked) + After(m.First, m.FirstRight, back, m.Began, looked) +
            Before(m.Second, m.SecondRight, back, m.Began, looked) + After(m.Second, m.SecondRight, forth, m.Began, looked);
    }

    /// <summary>Log-likelihood of a hand's keeping whatever it held: nothing, or something of one's own.</summary>
    private double Kept(string session, Track person, bool right, StoreTime began)
    {
        _held.Clear();
        _story.MayHold(session, _held);
        double something = _held.Count == 0 ? 0 : HoldsSomething;
        double all = (1 - something) * Elementary.Exp(Both(person, right, HandSight.Empty, began));
        foreach (Held held in _held) all += something / _held.Count * Elementary.Exp(Both(person, right, held.Item.Product, began));
        return Elementary.Log(all);
    }

    private double Both(Track person, bool right, int content, StoreTime began) =>
        Before(person, right, content, began, false) + After(person, right, content, began, false);

    private double Before(Track person, bool right, int content, StoreTime began, bool heldOut) =>
        _sight.Held(person, right, content, began - LookUs, began + StillUs, heldOut);

    private double After(Track person, bool right, int content, StoreTime began, bool heldOut) =>
        _sight.Held(person, right, content, began + PassedUs, began + PassedUs + LookUs, heldOut);
}
