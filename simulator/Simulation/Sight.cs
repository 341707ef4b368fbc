using O4O.Edge.Store.Quantities;
using O4O.Simulator.Cameras;

namespace O4O.Simulator.Simulation;

/// <summary>
/// When nobody saw a place: the eyes see all of the store, a camera its part. Where several cameras see a place, one dead one hides
/// nothing.
/// </summary>
internal sealed class Sight
{
    private readonly IReadOnlyList<Hearing> _heard;
    private readonly Func<int, Point3, bool>? _sees;

    private Sight(IReadOnlyList<Hearing> heard, Func<int, Point3, bool>? sees) => (_heard, _sees) = (heard, sees);

    /// <summary>Eyes that see everything.</summary>
    public static Sight OfEyes(Hearing heard) => new([heard], null);

    /// <summary>Cameras that see a part each.</summary>
    public static Sight OfCameras(IReadOnlyList<CameraEye> cameras) => new([.. cameras.Select(c => c.Heard)], (i, place) => cameras[i].Sees(place));

    /// <summary>The same, of what is known of each camera and which places it sees.</summary>
    public static Sight Of(IReadOnlyList<Hearing> cameras, Func<int, Point3, bool> sees) => new(cameras, sees);

    /// <summary>
    /// The first time within this one of which nobody told who sees the place; null when there is none. What no camera ever sees is no
    /// fault's work.
    /// </summary>
    /// <param name="fromUs">From when …</param>
    /// <param name="toUs">… until when.</param>
    /// <param name="place">Where; null where that is not known: then all must have been blind.</param>
    public Hearing.Hole? During(long fromUs, long toUs, Point3? place)
    {
        bool any = false;
        List<Hearing.Hole> common = [];
        for (int i = 0; i < _heard.Count; i++)
        {
            if (_sees is not null && place is { } at && !_sees(i, at)) continue;
            List<Hearing.Hole> holes = _heard[i].AllDuring(fromUs, toUs);
            common = any ? Both(common, holes) : holes;
            any = true;
            if (common.Count == 0) return null;
        }
        return any ? common[0] : null;
    }

    private static List<Hearing.Hole> Both(List<Hearing.Hole> one, List<Hearing.Hole> other)
    {
        var both = new List<Hearing.Hole>();
        foreach (Hearing.Hole a in one)
            foreach (Hearing.Hole b in other)
                if (Math.Max(a.FromUs, b.FromUs) is var from && Math.Min(a.ToUs, b.ToUs) is var to && from < to) both.Add(a with { FromUs = from, ToUs = to });
        return both;
    }
}
