using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Sources;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store;

/// <summary>When sensors fail, decides whose visits a person must look at; each reason once a visit.</summary>
internal sealed class DoubtSpreader(StoreLayout layout, StoreState state, TrackBook tracks, Action<JournalRecord> emit)
{
    /// <summary>Standing so near to a shelf, one can take from it, millimetres on the floor.</summary>
    private const double ArmLengthMm = 1_000;

    /// <summary>Everybody inside.</summary>
    public void Everybody(StoreTime now, string reason)
    {
        for (int i = 0; i < state.Open.Count; i++)
            if (state.Open[i].State == SessionState.Inside) Doubt(now, state.Open[i].Id, reason);
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
            Box3 space = layout.Shelves[source.Source.ShelfIndex].Space;
            foreach (Track track in tracks.Tracks)
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
        if (state.Find(session) is not { State: not SessionState.Settled } found || found.Doubts.Contains(reason)) return;
        emit(new DoubtRaised(now.Us, session, 0, reason));
    }
}
