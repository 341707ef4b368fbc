using O4O.Edge.Store.Facts;
using O4O.Simulator.Chance;

namespace O4O.Simulator.Cameras;

/// <summary>
/// What everybody wears, and what one camera makes of it: a colour a person, the same to every camera; each camera's own light and white
/// balance; how the colour wanders while somebody turns and walks; and now and then an arm, a bag or somebody else in front. The spreads are
/// those of rendered pictures (edge/Store/FloorTracking/README.md).
/// </summary>
internal sealed class Wardrobe
{
    /// <summary>Of a camera, and of one person before it: standard deviations of brightness and of either colour difference.</summary>
    private const double CameraY = 9, CameraChroma = 2.2, OwnY = 10, OwnChroma = 2.5;

    /// <summary>Of two looks a tenth of a second apart so much of the error is the same.</summary>
    private const double Kept = 0.9;

    /// <summary>Something in front: a run's chance to begin and to end with a look, and how far off the colour is then.</summary>
    private const double CoveredBegins = 0.02, CoveredEnds = 0.25, CoveredY = 40, CoveredChroma = 12;

    /// <summary>Who is seen by less than this share is covered oftener.</summary>
    private const double SeenWell = 0.6;

    private readonly ulong _seed;
    private readonly Dice _dice;
    private readonly double _y, _u, _v;
    private readonly Dictionary<long, Worn> _worn = []; // only asked by number, never walked through

    /// <param name="seed">The same seed, the same clothes.</param>
    /// <param name="camera">Which of the cameras, from 0.</param>
    public Wardrobe(ulong seed, int camera)
    {
        (_seed, _dice) = (seed, new Dice(seed, "camera colours", camera));
        (_y, _u, _v) = (CameraY * _dice.Gauss(), CameraChroma * _dice.Gauss(), CameraChroma * _dice.Gauss());
    }

    /// <summary>The colour that this camera finds on somebody.</summary>
    /// <param name="track">Who.</param>
    /// <param name="isStaff">Staff wear one colour.</param>
    /// <param name="share">How much of the body is seen.</param>
    public ClothesColour Look(long track, bool isStaff, double share)
    {
        if (!_worn.TryGetValue(track, out Worn? worn)) _worn.Add(track, worn = Put(track, isStaff));
        double fresh = worn.Begun ? Math.Sqrt(1 - Kept * Kept) : 1, kept = worn.Begun ? Kept : 0;
        (worn.OffY, worn.OffU, worn.OffV) =
            (kept * worn.OffY + fresh * OwnY * _dice.Gauss(), kept * worn.OffU + fresh * OwnChroma * _dice.Gauss(), kept * worn.OffV + fresh * OwnChroma * _dice.Gauss());
        worn.Begun = true;
        bool begins = _dice.Chance(CoveredBegins + Math.Max(0, SeenWell - share)), ends = _dice.Chance(CoveredEnds);
        double y = CoveredY * _dice.Gauss(), u = CoveredChroma * _dice.Gauss(), v = CoveredChroma * _dice.Gauss();
        if (begins && !worn.Covered) (worn.Covered, worn.CoverY, worn.CoverU, worn.CoverV) = (true, y, u, v);
        else if (ends) (worn.Covered, worn.CoverY, worn.CoverU, worn.CoverV) = (false, 0, 0, 0);
        return new ClothesColour(
            (byte)Math.Clamp(worn.Y + _y + worn.OffY + worn.CoverY, 16, 235), (byte)Math.Clamp(worn.U + _u + worn.OffU + worn.CoverU, 16, 240),
            (byte)Math.Clamp(worn.V + _v + worn.OffV + worn.CoverV, 16, 240));
    }

    /// <summary>Forgets somebody's errors; the clothes are the same when seen again.</summary>
    public void Forget(long track) => _worn.Remove(track);

    /// <summary>Many wear black, white or grey; the others any colour.</summary>
    private Worn Put(long track, bool isStaff)
    {
        var dice = new Dice(_seed, isStaff ? "uniform" : "clothes", isStaff ? 0 : unchecked((int)track));
        double chroma = dice.Chance(0.4) ? 3 : 15;
        return new Worn { Y = Math.Clamp(100 + 40 * dice.Gauss(), 22, 220), U = 128 + chroma * dice.Gauss(), V = 128 + chroma * dice.Gauss() };
    }

    private sealed class Worn
    {
        public double Y, U, V, OffY, OffU, OffV, CoverY, CoverU, CoverV;
        public bool Begun, Covered;
    }
}
