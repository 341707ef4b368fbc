using O4O.Edge.Store.Facts;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store;

/// <summary>
/// Gives looks into hands to those whose hands they are. One that says a place in a camera's picture waits for what was detected in that
/// picture, and goes to the hand that is there; where two may be meant, to both, and says as much less of each.
/// </summary>
internal sealed class LookJoin(StoreLayout layout, FloorTracker? floor, TrackBook tracks, MachineCounters counters)
{
    /// <summary>Looks that wait for their picture; more are joined to what is known by then.</summary>
    private const int WaitingMax = 512;

    /// <summary>A picture whose detections have not come so long after a look at it never comes.</summary>
    private const long WaitUs = 400_000;

    /// <summary>Hands that a place may be, at most; a hand that is less probable than this is not meant.</summary>
    private const int OwnersMax = 4;
    private const double MeantMin = 0.1;

    /// <summary>Of a look whose owner is less probable than this it is counted that it was in doubt.</summary>
    private const double SureOwner = 0.9;

    private readonly record struct Waiting(StoreTime Heard, StoreTime Captured, int Camera, int Width, int Height, HandLook Look);

    private readonly Queue<Waiting> _waiting = new(WaitingMax);

    /// <summary>Takes in what a source saw in hands at a moment.</summary>
    public void Take(StoreTime now, StoreTime captured, Source source, in HandsFrame frame)
    {
        foreach (ref readonly HandLook look in frame.Looks)
        {
            if (!look.IsPlaced) Give(captured, look);
            else if (floor is null || source.CameraIndex < 0) counters.LooksOfNobody++;
            else
            {
                if (_waiting.Count == WaitingMax) Join(_waiting.Dequeue());
                _waiting.Enqueue(new Waiting(now, captured, source.CameraIndex, frame.Width, frame.Height, look));
            }
        }
    }

    /// <summary>Joins the looks whose pictures have come, or never will.</summary>
    public void Decide(StoreTime now, bool all = false)
    {
        int count = _waiting.Count;
        for (int i = 0; i < count; i++)
        {
            Waiting waiting = _waiting.Dequeue();
            if (all || floor!.LastPicture(waiting.Camera) >= waiting.Captured || now - waiting.Heard >= WaitUs) Join(waiting);
            else _waiting.Enqueue(waiting);
        }
    }

    private void Join(in Waiting waiting)
    {
        HandLook look = waiting.Look;
        Span<WristOwner> owners = stackalloc WristOwner[OwnersMax];
        int count = floor!.WhoseHand(
            waiting.Camera, waiting.Captured, look.X, look.Y, waiting.Width, waiting.Height, look.IsSideKnown ? look.IsRight : null, owners);
        if (count == 0) counters.LooksOfNobody++;
        else if (owners[0].Probability < SureOwner) counters.LooksInDoubt++;
        foreach (ref readonly WristOwner owner in owners[..count])
            if (owner.Probability >= MeantMin) Give(waiting.Captured, look.At(owner.Id, owner.IsRight, owner.Probability, layout.Products.Count));
    }

    private void Give(StoreTime captured, in HandLook look)
    {
        Track? track = tracks.Find(look.Track);
        if (track is not null) tracks.Look(track, captured, look);
        if (track is null) counters.LooksOfNobody++;
        else counters.Looks++;
    }
}
