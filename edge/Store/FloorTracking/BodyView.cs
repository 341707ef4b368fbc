using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>One coordinate of a picture as it should be of somebody, and how it moves with the person.</summary>
internal readonly record struct Expected(double At, BodySlope Slope);

/// <summary>
/// How a person should look in a camera's picture: the head's joint, and the edges of the box around three rings, crown, shoulders
/// and feet. The rings' radii are those of a body seen from a side nobody knows; whatever way the camera hangs, also straight down, the box
/// is around their pictures.
/// </summary>
internal struct BodyView
{
    /// <summary>As shares of the height of the head's joint, which is 0.93 of the stature (Drillis, Contini 1966).</summary>
    public const double CrownShare = 1 / 0.93;
    private const double ShoulderShare = 0.818 / 0.93;
    private const double CrownMm = 90, ShoulderMm = 180, FeetMm = 130;

    public Expected HeadU, HeadV, MiddleU, Top, Bottom;

    /// <summary>The whole box: left and right edge, px.</summary>
    public double Left, Right;

    /// <summary>False where the camera does not see the place.</summary>
    public static bool TrySee(CameraModel camera, Point3 head, out BodyView view)
    {
        view = default;
        if (!TryPoint(camera, head, 1, out view.HeadU, out view.HeadV)) return false;
        Expected left = default, right = default, top = default, bottom = default;
        for (int ring = 0; ring < 3; ring++)
        {
            (double share, double radius) = ring switch { 0 => (CrownShare, CrownMm), 1 => (ShoulderShare, ShoulderMm), _ => (0, FeetMm) };
            if (!TryPoint(camera, new Point3(head.X, head.Y, head.Z * share), share, out Expected u, out Expected v)) return false;
            // The farthest that a ring reaches in u is its radius times how steeply u rises on the floor.
            double du = radius * Math.Sqrt(u.Slope.FloorSquared), dv = radius * Math.Sqrt(v.Slope.FloorSquared);
            if (ring == 0 || u.At - du < left.At) left = u with { At = u.At - du };
            if (ring == 0 || u.At + du > right.At) right = u with { At = u.At + du };
            if (ring == 0 || v.At - dv < top.At) top = v with { At = v.At - dv };
            if (ring == 0 || v.At + dv > bottom.At) bottom = v with { At = v.At + dv };
        }
        (view.Left, view.Right, view.Top, view.Bottom) = (left.At, right.At, top, bottom);
        view.MiddleU = new Expected((left.At + right.At) / 2, (left.Slope + right.Slope) * 0.5);
        return true;
    }

    private static bool TryPoint(CameraModel camera, Point3 place, double heightShare, out Expected u, out Expected v)
    {
        bool seen = camera.TryProject(place, out Pixel pixel, out PixelSlope slope);
        u = new Expected(pixel.U, new BodySlope(slope.UByX, slope.UByY, heightShare * slope.UByZ));
        v = new Expected(pixel.V, new BodySlope(slope.VByX, slope.VByY, heightShare * slope.VByZ));
        return seen;
    }
}
