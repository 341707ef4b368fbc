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
    /// <summary>What was lifted so shortly before a plate failed may not have been weighed either.</summary>
    private const long BeforeUs = StoreTime.SecondUs;

    /// <summary>A silence is found after its limit, and looked back on then.</summary>
    private const long SilentNewUs = 2 * StoreTime.SecondUs;

    /// <summary>Looked at again on each tick: what the eyes tell late has come by then.</summary>
    private const long RecentUs = StoreTime.SecondUs;

    /// <summary>Everybody inside.</summary>
    public void Everybody(StoreTime now, string reason)
    {
        for (int i = 0; i < state.Open.Count; i++)
            if (state.Open[i].State == SessionState.Inside) Doubt(now, state.Open[i], reason);
    }

    /// <summary>
    /// Whoever may have reached into a shelf that cannot weigh: what they took there, nobody weighed. Everybody while a camera is blind
    /// that is needed; what eyes miss is judged when they see again (<see cref="BlindTimes"/>).
    /// </summary>
    /// <param name="now">Store time.</param>
    /// <param name="eyes">Up to when the eyes have told everything.</param>
    /// <param name="sources">All devices.</param>
    /// <param name="blind">The eyes, or cameras that are needed, are silent.</param>
    public void AtSilentSources(StoreTime now, StoreTime eyes, IReadOnlyList<SourceWatch> sources, bool blind)
    {
        for (int i = 0; i < sources.Count; i++) // every tick: an interface's enumerator is an object
        {
            SourceWatch source = sources[i];
            if (!source.Silent) continue;
            // One of several cameras that people are followed by is missed by nobody while the others see its floor as well.
            if (source.Source.Kind == SourceKind.Camera && (blind || layout.CameraOf(source.Source.Index) < 0))
                Everybody(now, $"{source.Source.Device} was blind for a while");
            if (source.Source.ShelfIndex < 0) continue;
            // What it said last is of its watermark; what was taken just before may have come to rest after it.
            StoreTime failed = source.Watermark - BeforeUs;
            StoreTime since = now - source.SilentSince <= SilentNewUs ? failed : eyes - RecentUs;
            DoubtWhoReached(now, layout.Shelves[source.Source.ShelfIndex].Space, new(failed, eyes, since, eyes), source.Source.Device, 0);
        }
    }

    /// <summary>Whoever reached to a plate that cannot weigh: what they took there, nobody weighed.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="eyes">Up to when the eyes have told everything.</param>
    /// <param name="scales">All shelves.</param>
    /// <param name="sinceTheyFailed">Look back to when the plates failed, not only at the last moments.</param>
    public void AtFaultyPlates(StoreTime now, StoreTime eyes, ShelfScale[] scales, bool sinceTheyFailed)
    {
        foreach (ShelfScale scale in scales)
        {
            if (scale.Faults.AtFault == 0) continue;
            for (int p = 0; p < scale.Shelf.PlateCount; p++)
            {
                if (scale.Health(p) == PlateHealth.Live) continue;
                StoreTime failed = new StoreTime(scale.Plates[p].FaultSinceUs) - BeforeUs;
                Plate plate = layout.Plates[scale.Shelf.FirstPlate + p];
                DoubtWhoReached(now, plate.Space, new(failed, eyes, sinceTheyFailed ? failed : eyes - RecentUs, eyes), scale.Shelf.Device, plate.Number);
            }
        }
    }

    private void DoubtWhoReached(StoreTime now, Box3 place, in Whereabouts.Span when, string device, int plate)
    {
        for (int i = 0; i < tracks.Tracks.Count; i++) // every tick: an interface's enumerator is an object
        {
            Track track = tracks.Tracks[i];
            if (track.LastSeen < when.From || state.FindOpen(track.Session) is not { } session) continue;
            if (!Whereabouts.MayHaveReached(layout, session, track, place, when)) continue;
            string where = plate > 0 ? $"plate {plate} of {device}" : device;
            Doubt(now, session, $"reached to {where} while it could not weigh");
        }
    }

    private void Doubt(StoreTime now, Session session, string reason)
    {
        if (!session.Doubts.Contains(reason)) emit(new DoubtRaised(now.Us, session.Id, 0, reason));
    }
}
