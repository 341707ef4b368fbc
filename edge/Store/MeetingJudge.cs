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

    /// <summary>Log-likelihood that hands gave something which may not even have met, before anything is known: close ones, and others.</summary>
    private const double CloseScore = -1.5, NearScore = -2.3;

    /// <summary>What is less likely than this against nothing, as a logarithm, is not told of hands that may have met.</summary>
    private const double WorthTelling = -2.5;

    /// <summary>
    /// What the looks until then say of both hands already counts, no more than this: where several meet at once, there are more ways
    /// than stories are kept, and the unlikely ones must go first.
    /// </summary>
    private const double UnlikelyMost = -5;

    /// <summary>A meeting is judged when all looks at it have come, and what scales say of that time.</summary>
    private const long JudgeAfterUs = MeetingSight.CompleteUs + 900_000;
    private const int WaitingMax = 64;
    private const string TooMany = "Hands met while too many others did: something may have been handed over";

    private const string Perhaps = "This person's hand came so close to somebody's that something may have been handed over, and the cameras cannot tell";

    private const string WithUnknown = "This person's hand met that of somebody whose visit is not known: something may have been handed over";

    private const string OfDoubtful = "This person's hand met that of somebody of whom it is not certain what they had";

    /// <summary>Hands that meet so shortly after one of them took part in a weight change, or before it, meet over the goods, µs.</summary>
    private const long GoodsBeforeUs = 600_000, GoodsAfterUs = 1_000_000;

    /// <summary>A meeting that is judged later; number 0 for one that may have been none.</summary>
    private readonly record struct Waiting(HandMeeting Met, long Number, string First, string Second);

    private readonly StoreState _state;
    private readonly TrackBook _tracks;
    private readonly Story _story;
    private readonly Narrator _narrator;
    private readonly MeetingSight _sight;
    private readonly Action<JournalRecord> _emit;
    private readonly HandMeetings _meetings;
    private readonly Action<HandMeeting> _onMeeting, _onPerhaps; // made once: a frame allocates nothing
    private readonly List<Waiting> _waiting = [];
    private StoreTime _now;
    private long _count;

    public MeetingJudge(
        StoreLayout layout, HandSight sight, StoreState state, TrackBook tracks, Story story, Narrator narrator, Action<JournalRecord> emit)
    {
        (_sight, _state, _tracks, _story, _narrator, _emit) = (new MeetingSight(sight, story), state, tracks, story, narrator, emit);
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

    /// <summary>Looks at both hands will say, or nobody can.</summary>
    private void MayHaveMet(HandMeeting met)
    {
        if (_state.FindOpen(met.First.Session) is not { } first || _state.FindOpen(met.Second.Session) is not { } second) return;
        if (_waiting.Count < WaitingMax && (_sight.MayHold(first.Id) || _sight.MayHold(second.Id))) _waiting.Add(new Waiting(met, 0, first.Id, second.Id));
        else if (met.Close) Doubt(Perhaps, first, second);
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
            if (w.Number == 0) JudgePerhaps(w);
            else Judge(now, w);
        }
    }

    /// <summary>At once, before what happens next: the story goes on with every way it may have been.</summary>
    private void Met(HandMeeting met)
    {
        if (met.First.Session is null || met.Second.Session is null)
        {
            if (_state.FindOpen(met.First.Session ?? met.Second.Session) is { } known) Doubt(WithUnknown, known);
            return;
        }
        if (_state.FindOpen(met.First.Session) is not { } first || _state.FindOpen(met.Second.Session) is not { } second) return;
        if (_waiting.Count >= WaitingMax)
        {
            Doubt(TooMany, first, second);
            return;
        }
        double most = _sight.LikeliestBefore(met, first.Id, second.Id);
        long number = Tell(met, first.Id, second.Id, (given, got) => NotYet + Math.Max(UnlikelyMost, _sight.Before(met, given, got) - most));
        _waiting.Add(new Waiting(met, number, first.Id, second.Id));
    }

    /// <summary>The story goes on with every way it may have been.</summary>
    private long Tell(HandMeeting met, string first, string second, Func<int, int, double> score)
    {
        long number = ++_count;
        var hands = new List<HandClaim> { new(first, met.First.Id, 0, 0.5), new(second, met.Second.Id, 0, 0.5) };
        _narrator.Expect(new Account(-number, met.Began.Us, hands));
        var (a, b) = (new HandOf(met.First.Id, met.FirstRight), new HandOf(met.Second.Id, met.SecondRight));
        EventVerdict verdict = _story.Add(new MeetingEvidence(-number, first, second, a, b, score));
        _narrator.Tell(_now, _story.Told, -number, verdict.Confidence);
        return number;
    }

    /// <summary>When all looks have come: how likely each way is.</summary>
    private void Judge(StoreTime now, Waiting w)
    {
        HandMeeting m = w.Met;
        bool overGoods = OverTheGoods(m), looked = _tracks.LastLook >= m.Began - HandSight.CameraUs;
        double nothing = overGoods ? 0 : Nothing + _sight.Kept(m, w.First, w.Second, bags: false);
        _story.Reweigh(-w.Number, option => option.First is null ? nothing : Given(option) - option.Score);
        _narrator.Tell(now, _story.Told, 0, 0);
        if (!overGoods) SpreadDoubt(now, w);

        double Given(StoryOption option)
        {
            if (overGoods) return OverGoods + NotYet;
            (int forth, int back) = Content(option, w.First);
            return GivenScore + _sight.Given(m, forth, back, looked);
        }
    }

    /// <summary>Of hands that only may have met, looks must say that something went from one to the other; where nobody looked, close ones are in doubt.</summary>
    private void JudgePerhaps(Waiting w)
    {
        HandMeeting m = w.Met;
        if (_state.FindOpen(w.First) is not { } first || _state.FindOpen(w.Second) is not { } second) return;
        if (OverTheGoods(m)) return;
        if (!MeetingSight.LookedAt(m))
        {
            if (m.Close) Doubt(Perhaps, first, second);
            return;
        }
        double nothing = _sight.Kept(m, w.First, w.Second, bags: true), before = m.Close ? CloseScore : NearScore;
        double likeliest = before + _sight.LikeliestPassed(m, w.First, w.Second) - nothing;
        if (likeliest < WorthTelling) return;
        Tell(m, w.First, w.Second, (given, got) => before + _sight.Passed(m, given, got) - nothing);
        if (likeliest > 0) SpreadDoubt(_now, w);
    }

    /// <summary>They reached for goods, not for each other: the scales told what they did.</summary>
    private bool OverTheGoods(HandMeeting m) => _narrator.AtShelf(m.First.Id, m.Second.Id, m.Began - GoodsBeforeUs, m.Began + GoodsAfterUs);

    private void Doubt(string why, params ReadOnlySpan<Session> visits)
    {
        foreach (Session one in visits)
            if (!one.Doubts.Contains(why)) _emit(new DoubtRaised(_now.Us, one.Id, 0, why));
    }

    /// <summary>What went from the first to the second, and from the second to the first.</summary>
    private static (int Forth, int Back) Content(StoryOption option, string first)
    {
        int forth = MeetingEvidence.Nothing, back = MeetingEvidence.Nothing;
        foreach (StoryMove? move in (ReadOnlySpan<StoryMove?>)[option.First, option.Second])
        {
            if (move is not { } given) continue;
            if (given.Session == first) forth = given.Item.Product;
            else back = given.Item.Product;
        }
        return (forth, back);
    }

    /// <summary>Whoever may carry what nobody weighed or saw may have given just that away: then neither receipt can be trusted.</summary>
    private void SpreadDoubt(StoreTime now, Waiting w)
    {
        if (_state.Find(w.First) is not { } first || _state.Find(w.Second) is not { } second || first.Doubts.Count > 0 == second.Doubts.Count > 0) return;
        Session sure = first.Doubts.Count > 0 ? second : first;
        if (sure.State != SessionState.Settled) _emit(new DoubtRaised(now.Us, sure.Id, 0, OfDoubtful));
    }
}
