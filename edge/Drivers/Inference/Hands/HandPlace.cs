using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Drivers.Inference.Hands;

/// <summary>Where in a picture a hand is.</summary>
/// <param name="X">Pixels from the picture's left edge to the middle of the grasp: some 80 mm beyond the wrist, away from the elbow.</param>
/// <param name="Y">Pixels from its top edge.</param>
/// <param name="PxPerMm">How many pixels a millimetre across the line of sight has there, above 0.</param>
public readonly record struct HandPlace(float X, float Y, float PxPerMm)
{
    /// <summary>
    /// Hands that take something are at any height from 0.3 to 1.7 m; of a camera at 3 m one that is 0.5 m off this one looks a third larger
    /// or smaller, which the network takes.
    /// </summary>
    private const double UsualHeightMm = 1_050;

    /// <summary>From the wrist to the middle of what is held.</summary>
    private const double GraspMm = 80;

    /// <summary>Below this many pixels a millimetre nothing is to be seen: 40 mm a pixel.</summary>
    private const double PxPerMmMin = 1 / 40.0;

    /// <summary>
    /// From what a detector says of somebody in a calibrated camera's picture: the hand is where arms point, from the head over the wrist.
    /// </summary>
    /// <param name="camera">The camera.</param>
    /// <param name="width">Of the picture, px; the camera's own size or another of the same shape.</param>
    /// <param name="height">Of the picture, px.</param>
    /// <param name="wrist">Where the wrist is, px from the picture's left and top edge.</param>
    /// <param name="head">Where the head is; null where it is not known, and then the hand is looked for at the wrist.</param>
    /// <param name="place">The hand's place.</param>
    /// <returns>False where the camera shows nothing at that height there, or too small to tell anything.</returns>
    public static bool TryOf(CameraModel camera, int width, int height, (float X, float Y) wrist, (float X, float Y)? head, out HandPlace place)
    {
        ArgumentNullException.ThrowIfNull(camera);
        place = default;
        if (!camera.TryAtHeight(camera.PixelAt(wrist.X, wrist.Y, width, height), UsualHeightMm, out Point3 at) || !camera.TryProject(at, out _, out PixelSlope slope)) return false;
        double own = Math.Sqrt((Length(slope.UByX, slope.UByY, slope.UByZ) + Length(slope.VByX, slope.VByY, slope.VByZ)) / 2);
        double pxPerMm = own * width / camera.Intrinsics.Width;
        if (!(pxPerMm >= PxPerMmMin)) return false;
        double x = wrist.X, y = wrist.Y;
        if (head is { } h && Math.Sqrt((wrist.X - h.X) * (wrist.X - h.X) + (wrist.Y - h.Y) * (wrist.Y - h.Y)) is > 1e-3 and var far)
        {
            x += (wrist.X - h.X) / far * GraspMm * pxPerMm;
            y += (wrist.Y - h.Y) / far * GraspMm * pxPerMm;
        }
        place = new HandPlace((float)x, (float)y, (float)pxPerMm);
        return true;
    }

    private static double Length(double x, double y, double z) => x * x + y * y + z * z;
}
