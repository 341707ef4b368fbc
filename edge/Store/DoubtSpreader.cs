using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Sources;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store;

/// <summary>When sensors fail, decides whose visits a person must look at; each reason once a visit.</summary>
internal sealed class DoubtSpreader
{
    private readonly StoreLayout _layout;
    private readonly StoreState _state;
    private readonly TrackBook _tracks;
    private readonly Action<JournalRecord> _emit;
    private const string HandedOver = "Something may have been handed from one person to another";

    /// <summary>Standing so near to a shelf, one can take from it, millimetres on the floor.</summary>
    private const double ArmLengthMm = 1_000;

    private readonly HandMeetings _meetings;
    private readonly Action<Track, Track> _onMeeting; // made once: a frame allocates nothing
    private StoreTime _now;

    public DoubtSpreader(StoreLayout layout, StoreState state, TrackBook tracks, Action<JournalRecord> emit)
    {
        (_layout, _state, _tracks, _emit) = (layout, state, tracks, emit);
        _meetings = new HandMeetings(layout);
        _onMeeting = Met;
    }

    /// <summary>
    /// Two people whose hands met away from the shelves, while one of them had something: it may be in the other's bag now.
    /// </summary>
    /// <param name="now">Store time.</param>
    /// <param name="captured">Moment of the sighting.</param>
    public void WhereHandsMet(StoreTime now, StoreTime captured)
    {
        _now = now;
        _meetings.Look(captured, _tracks.Tracks, _onMeeting);
    }

    private void Met(Track a, Track b)
    {
        if (_state.Find(a.Session) is not { } first || _state.Find(b.Session) is not { } second) return;
        if (first.Cart.Lines.Count == 0 && second.Cart.Lines.Count == 0) return;
        Doubt(_now, first.Id, HandedOver);
        Doubt(_now, second.Id, HandedOver);
    }

    /// <summary>Everybody inside.</summary>
    public void Everybody(StoreTime now, string reason)
    {
        for (int i = 0; i < _state.Open.Count; i++)
            if (_state.Open[i].State == SessionState.Inside) Doubt(now, _state.Open[i].Id, reason);
    }

    /// <summary>Whoever stands at a shelf that cannot weigh; everybody while the eyes are blind.</summary>
    public void NearSilentSources(StoreTime now, IReadOnlyList<SourceWatch> sources, long silenceUs)
    {
        for (int i = 0; i < sources.Count; i++) // every tick: an interface's enumerator is an object
        {
            SourceWatch source = sources[i];
            if (!source.Silent) continue;
            if (source.Source.Kind == SourceKind.Eyes)
            {
                Everybody(now, "the eyes were blind for a while");
                continue;
            }
            if (source.Source.ShelfIndex < 0) continue;
            Box3 space = _layout.Shelves[source.Source.ShelfIndex].Space;
            foreach (Track track in _tracks.Tracks)
            {
                // Seen there when the last weight was long past: whatever was taken then, nobody weighed.
                if (track.Session is null || track.LastSeen < source.Watermark + silenceUs) continue;
                if (space.FloorDistanceMm(track.Place) > ArmLengthMm) continue;
                Doubt(now, track.Session, $"stood at {source.Source.Device} while it could not weigh");
            }
        }
    }

    private void Doubt(StoreTime now, string session, string reason)
    {
        if (_state.Find(session) is not { State: not SessionState.Settled } found || found.Doubts.Contains(reason)) return;
        _emit(new DoubtRaised(now.Us, session, 0, reason));
    }
}
