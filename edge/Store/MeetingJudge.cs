using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store;

/// <summary>Where hands met away from the shelves, no scale says what changed hands: the story goes on with every way it may have been.</summary>
internal sealed class MeetingJudge
{
    /// <summary>
    /// Log-likelihoods of what stretched-out hands that stay together mean: mostly that something is given; nothing is given in
    /// one of five such meetings.
    /// </summary>
    private const double Nothing = -1.6, Given = -1.0;
    private readonly StoreState _state;
    private readonly TrackBook _tracks;
    private readonly Story _story;
    private readonly Narrator _narrator;
    private readonly HandMeetings _meetings;
    private readonly Action<Track, Track> _onMeeting; // made once: a frame allocates nothing
    private StoreTime _now, _captured;
    private long _count;

    public MeetingJudge(StoreLayout layout, StoreState state, TrackBook tracks, Story story, Narrator narrator)
    {
        (_state, _tracks, _story, _narrator) = (state, tracks, story, narrator);
        _meetings = new HandMeetings(layout);
        _onMeeting = Met;
    }

    /// <summary>Looks at everybody who was just seen.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="captured">Moment of the sighting.</param>
    public void Look(StoreTime now, StoreTime captured)
    {
        (_now, _captured) = (now, captured);
        _meetings.Look(captured, _tracks.Tracks, _onMeeting);
    }

    private void Met(Track a, Track b)
    {
        if (_state.Find(a.Session) is not { State: not SessionState.Settled } first) return;
        if (_state.Find(b.Session) is not { State: not SessionState.Settled } second) return;
        long number = ++_count;
        var hands = new List<HandClaim> { new(first.Id, a.Id, 0, 0.5), new(second.Id, b.Id, 0, 0.5) };
        _narrator.Expect(new Account(-number, _captured.Us, hands));
        _story.Add(new MeetingEvidence(-number, first.Id, second.Id, a.Id, b.Id, Nothing, (_, _) => Given));
        _narrator.Tell(_now, _story.Told, -number, 0.5);
    }
}
