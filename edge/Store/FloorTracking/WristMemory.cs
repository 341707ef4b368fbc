using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>
/// Where each camera last saw whose wrists: joins what is said of a place in a picture to the hand that is there. Looks come from crops
/// around wrists, so the picture's own wrists are their places, whatever the geometry says.
/// </summary>
internal sealed class WristMemory
{
    /// <summary>Wrists of a camera remembered, a power of two: half a second of a dozen people.</summary>
    private const int WristsMax = 128;

    /// <summary>A wrist seen longer before or after says nothing of a place.</summary>
    private const long NearUs = 150_000;

    /// <summary>How far off a crop's middle is, heights of the body, and at least, px; and how fast hands are, heights a second.</summary>
    private const double CropShare = 0.02, CropPx = 2, HandHeights = 0.8;

    /// <summary>What is farther than so many standard deviations from every wrist is nobody's.</summary>
    private const double SigmasMax = 4;

    /// <summary>Detectors take a left hand for a right one so often.</summary>
    private const double WrongSide = 0.1;

    private struct Wrist
    {
        public StoreTime Time;
        public Pixel At;
        public double SizePx;
        public long Id;
        public bool IsRight, IsCrossed;
    }

    private readonly Wrist[][] _wrists;
    private readonly long[] _seen;
    private readonly StoreTime[] _last;

    public WristMemory(int cameras)
    {
        (_wrists, _seen, _last) = (new Wrist[cameras][], new long[cameras], new StoreTime[cameras]);
        for (int c = 0; c < cameras; c++) _wrists[c] = new Wrist[WristsMax];
        Array.Fill(_last, StoreTime.Min);
    }

    /// <summary>Capture time of a camera's newest picture.</summary>
    public StoreTime Last(int camera) => _last[camera];

    /// <summary>A picture of this camera was taken in.</summary>
    public void Picture(int camera, StoreTime captured) => _last[camera] = StoreTime.Later(_last[camera], captured);

    /// <summary>A wrist of somebody with a number, in the calibration's pixels; <paramref name="right"/> by its name in the picture, which is the other hand's where <paramref name="crossed"/>.</summary>
    public void Note(int camera, StoreTime captured, Pixel at, double sizePx, long id, bool right, bool crossed) =>
        _wrists[camera][_seen[camera]++ & (WristsMax - 1)] = new Wrist { Time = captured, At = at, SizePx = sizePx, Id = id, IsRight = right, IsCrossed = crossed };

    /// <summary>Whose hand a place is, likeliest first; returns how many may be meant.</summary>
    /// <param name="camera">Which camera's picture.</param>
    /// <param name="captured">When it was taken.</param>
    /// <param name="at">The place, in the calibration's pixels.</param>
    /// <param name="right">Which hand is said to be there, as pictures name it, or null.</param>
    /// <param name="owners">Gets them, as many as there is room for.</param>
    public int Find(int camera, StoreTime captured, Pixel at, bool? right, Span<WristOwner> owners)
    {
        int count = 0;
        double all = Elementary.Exp(-SigmasMax * SigmasMax / 2); // nobody's: as likely as a wrist at the gate's edge
        Wrist[] wrists = _wrists[camera];
        int known = (int)Math.Min(_seen[camera], WristsMax);
        for (int back = 1; back <= known; back++)
        {
            ref readonly Wrist wrist = ref wrists[(_seen[camera] - back) & (WristsMax - 1)];
            long offUs = Math.Abs(wrist.Time - captured);
            if (offUs > NearUs) continue;
            double sigma = CropPx + wrist.SizePx * (CropShare + HandHeights * offUs / StoreTime.SecondUs);
            double du = at.U - wrist.At.U, dv = at.V - wrist.At.V, off = (du * du + dv * dv) / (sigma * sigma);
            if (off > SigmasMax * SigmasMax) continue;
            double weight = Elementary.Exp(-off / 2) * (right is null || right == wrist.IsRight ? 1 - WrongSide : WrongSide);
            Add(owners, ref count, wrist.Id, wrist.IsRight != wrist.IsCrossed, weight);
        }
        for (int i = 0; i < count; i++) all += owners[i].Probability;
        for (int i = 0; i < count; i++) owners[i] = owners[i] with { Probability = owners[i].Probability / all };
        return count;
    }

    /// <summary>Keeps the most that speaks for each hand, in falling order.</summary>
    private static void Add(Span<WristOwner> owners, ref int count, long id, bool right, double weight)
    {
        int at = 0;
        while (at < count && (owners[at].Id != id || owners[at].IsRight != right)) at++;
        if (at < count && owners[at].Probability >= weight) return;
        if (at == count)
        {
            if (count < owners.Length) count++;
            else if (owners[--at].Probability >= weight) return;
        }
        for (; at > 0 && owners[at - 1].Probability < weight; at--) owners[at] = owners[at - 1];
        owners[at] = new WristOwner(id, right, weight);
    }
}
