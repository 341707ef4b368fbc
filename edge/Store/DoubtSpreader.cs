using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Sources;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>When sensors fail, decides whose visits a person must look at; each reason once a visit.</summary>
internal sealed class DoubtSpreader(StoreLayout layout, StoreState state, TrackBook tracks, Action<JournalRecord> emit)
{
    /// <summary>Standing so near to a shelf, one can take from it, millimetres on the floor.</summary>
    private const double ArmLengthMm = 1_000;

    /// <summary>What was lifted so shortly before a plate failed may not have been weighed either.</summary>
    private const long BeforeUs = StoreTime.SecondUs;

    /// <summary>Looked at again on each tick: what the eyes tell late has come by then.</summary>
    private const long RecentUs = StoreTime.SecondUs;

    /// <summary>Everybody inside.</summary>
    public void Everybody(StoreTime now, string reason)
    {
        for (int i = 0; i < state.Open.Count; i++)
            if (state.Open[i].State == SessionState.Inside) Doubt(now, state.Open[i].Id, reason);
    }

    /// <summary>Whoever stands at a shelf that cannot weigh; everybody while the eyes are blind.</summary>
    public void NearSilentSources(StoreTime now, IReadOnlyList<SourceWatch> sources, long silenceUs, bool blind)
    {
        for (int i = 0; i < sources.Count; i++) // every tick: an interface's enumerator is an object
        {
            SourceWatch source = sources[i];
            if (!source.Silent) continue;
            if (source.Source.Kind is SourceKind.Eyes or SourceKind.Camera)
            {
                // One of several cameras that people are followed by is missed by nobody while the others see its floor as well.
                if (blind || layout.CameraOf(source.Source.Index) < 0)
                    Everybody(now, source.Source.Kind == SourceKind.Eyes ? "the eyes were blind for a while" : $"{source.Source.Device} was blind for a while");
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

    /// <summary>Whoever reached to a plate that cannot weigh: what they took there, nobody weighed.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="scales">All shelves.</param>
    /// <param name="sinceTheyFailed">Look back to when the plates failed, not only at the last moments.</param>
    public void AtFaultyPlates(StoreTime now, ShelfScale[] scales, bool sinceTheyFailed)
    {
        foreach (ShelfScale scale in scales)
        {
            if (scale.Faults.AtFault == 0) continue;
            for (int p = 0; p < scale.Shelf.PlateCount; p++)
            {
                if (scale.Health(p) == PlateHealth.Live) continue;
                StoreTime failed = new StoreTime(scale.Plates[p].FaultSinceUs) - BeforeUs;
                AtFaultyPlate(now, scale, p, sinceTheyFailed ? failed : StoreTime.Later(failed, now - RecentUs));
            }
        }
    }

    private void AtFaultyPlate(StoreTime now, ShelfScale scale, int p, StoreTime from)
    {
        Plate plate = layout.Plates[scale.Shelf.FirstPlate + p];
        for (int i = 0; i < tracks.Tracks.Count; i++) // every tick: an interface's enumerator is an object
        {
            Track track = tracks.Tracks[i];
            if (track.Session is null || track.LastSeen < from || !HandPresence.Reached(track, plate.Space, from)) continue;
            Doubt(now, track.Session, $"reached to plate {plate.Number} of {scale.Shelf.Device} while it could not weigh");
        }
    }

    private void Doubt(StoreTime now, string session, string reason)
    {
        if (state.Find(session) is not { State: not SessionState.Settled } found || found.Doubts.Contains(reason)) return;
        emit(new DoubtRaised(now.Us, session, 0, reason));
    }
}
