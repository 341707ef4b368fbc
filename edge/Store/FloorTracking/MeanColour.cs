using O4O.Edge.Store.Facts;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>
/// The colour of somebody's clothes: a mean whose oldest parts fade. How far one person's looks and means wander was measured on rendered
/// pictures of 850 people (the room's README).
/// </summary>
internal struct MeanColour
{
    /// <summary>The mean is over the last so many looks, some seconds under a few cameras.</summary>
    private const int CountMax = 60;

    /// <summary>Fewer than this are no mean.</summary>
    private const int CountMin = 4;

    /// <summary>What is farther off than this is an arm, a bag or somebody else: it counts as no more.</summary>
    private const double FarY = 40, FarChroma = 12;

    /// <summary>One standard deviation of one look's error …</summary>
    private const double LookY = 14, LookChroma = 4;

    /// <summary>… and of what looks of one time and place have in common: light, the camera, which side is seen.</summary>
    private const double CommonY = 12, CommonChroma = 3.5;

    private double _y, _u, _v;

    /// <summary>Looks that it comes from.</summary>
    public int Count { get; private set; }

    public readonly bool IsKnown => Count >= CountMin;

    /// <summary>Takes in one look.</summary>
    public void Add(ClothesColour look)
    {
        if (Count < CountMax) Count++;
        _y += Step(look.Y - _y, FarY) / Count;
        _u += Step(look.U - _u, FarChroma) / Count;
        _v += Step(look.V - _v, FarChroma) / Count;
    }

    /// <summary>Half the squared distance of two means of one person, in standard deviations of it; 0 where one is not known.</summary>
    public static double Surprise(in MeanColour one, in MeanColour other)
    {
        if (!one.IsKnown || !other.IsKnown) return 0;
        double looks = 1.0 / one.Count + 1.0 / other.Count;
        return HalfSquare(one._y - other._y, one._u - other._u, one._v - other._v, CommonY * CommonY + LookY * LookY * looks, CommonChroma * CommonChroma + LookChroma * LookChroma * looks);
    }

    /// <summary>The same of one look; 0 where the mean is not known.</summary>
    public readonly double Surprise(ClothesColour look) => !IsKnown
        ? 0
        : HalfSquare(look.Y - _y, look.U - _u, look.V - _v, CommonY * CommonY + LookY * LookY, CommonChroma * CommonChroma + LookChroma * LookChroma);

    private readonly double Step(double off, double far) => Count <= CountMin ? off : Math.Clamp(off, -far, far);

    private static double HalfSquare(double y, double u, double v, double varianceY, double varianceChroma) =>
        (y * y / varianceY + (u * u + v * v) / varianceChroma) / 2;
}
