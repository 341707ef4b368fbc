using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Geometry;

/// <summary>
/// One calibrated camera: from places in the store to pixels and back. Nothing but the four rules of arithmetic and square roots, so that
/// every machine gets the same numbers. Immutable.
/// </summary>
public sealed class CameraModel
{
    /// <summary>Farther from the camera nothing is found on a plane: so near to the horizon a pixel says nothing.</summary>
    public const double ReachMaxMm = 1_000_000;

    /// <exception cref="ArgumentException">Numbers out of range, or not finite.</exception>
    public CameraModel(Intrinsics intrinsics, Lens lens, Point3 position, Rotation rotation)
    {
        ArgumentNullException.ThrowIfNull(lens);
        foreach (string problem in intrinsics.Problems()) throw new ArgumentException(problem, nameof(intrinsics));
        if (!double.IsFinite(position.LengthMm)) throw new ArgumentException("the position must be finite", nameof(position));
        if (!IsRotation(rotation)) throw new ArgumentException("the rotation's axes must be of length 1 and at right angles", nameof(rotation));
        (Intrinsics, Lens, Position, Rotation) = (intrinsics, lens, position, rotation);
    }

    public Intrinsics Intrinsics { get; }

    public Lens Lens { get; }

    /// <summary>Where the camera is, in the store's frame.</summary>
    public Point3 Position { get; }

    public Rotation Rotation { get; }

    /// <summary>Whether a pixel lies in the picture.</summary>
    public bool Shows(Pixel pixel) =>
        pixel.U >= -0.5 && pixel.V >= -0.5 && pixel.U < Intrinsics.Width - 0.5 && pixel.V < Intrinsics.Height - 0.5;

    /// <summary>
    /// The pixel of a place in a picture of this camera in any size, its corner (0, 0) and its far corner (width, height), as boxes and
    /// joints of detectors have it.
    /// </summary>
    public Pixel PixelAt(double x, double y, int width, int height) =>
        new(x * Intrinsics.Width / width - 0.5, y * Intrinsics.Height / height - 0.5);

    /// <summary>A pixel as a place in a picture of this camera in any size: <see cref="PixelAt"/> turned round.</summary>
    public (double X, double Y) InPicture(Pixel pixel, int width, int height) =>
        ((pixel.U + 0.5) * width / Intrinsics.Width, (pixel.V + 0.5) * height / Intrinsics.Height);

    /// <summary>
    /// Where a place is in the picture, which may be outside of it (<see cref="Shows"/>). False behind the camera and beyond the lens's
    /// angle (<see cref="Lens.AngleMax"/>).
    /// </summary>
    public bool TryProject(Point3 place, out Pixel pixel) => TryProject(place, out pixel, out _);

    /// <summary>As <see cref="TryProject(Point3, out Pixel)"/>, and how the pixel moves with the place.</summary>
    public bool TryProject(Point3 place, out Pixel pixel, out PixelSlope slope)
    {
        pixel = default;
        slope = default;
        if (!Lens.TryBend(Rotation.ToCamera(place - Position), out Bent bent)) return false;
        pixel = new(Intrinsics.Fx * bent.X + Intrinsics.Cx, Intrinsics.Fy * bent.Y + Intrinsics.Cy);
        Point3 u = Rotation.ToStore(new(bent.XByX, bent.XByY, bent.XByZ)) * Intrinsics.Fx;
        Point3 v = Rotation.ToStore(new(bent.YByX, bent.YByY, bent.YByZ)) * Intrinsics.Fy;
        slope = new(u.X, u.Y, u.Z, v.X, v.Y, v.Z);
        return true;
    }

    /// <summary>
    /// The direction in the store (of length 1) that a pixel looks into from <see cref="Position"/>. False where the lens brings nothing to
    /// that pixel.
    /// </summary>
    public bool TryRay(Pixel pixel, out Point3 direction)
    {
        direction = default;
        double x = (pixel.U - Intrinsics.Cx) / Intrinsics.Fx, y = (pixel.V - Intrinsics.Cy) / Intrinsics.Fy;
        if (!Lens.TryStraighten(x, y, out Point3 inCamera)) return false;
        direction = Rotation.ToStore(inCamera);
        return true;
    }

    /// <summary>
    /// The place at this height that a pixel shows: feet at 0, a head at the height of its owner. False where the pixel looks past the
    /// plane (above the horizon for a plane below the camera), or meets it farther away than <see cref="ReachMaxMm"/>.
    /// </summary>
    public bool TryAtHeight(Pixel pixel, double heightMm, out Point3 place)
    {
        place = default;
        if (!TryRay(pixel, out Point3 direction)) return false;
        double rise = heightMm - Position.Z;
        // Written without dividing by a direction that may be level: distance = rise / direction.Z.
        if (!(rise * direction.Z > 0) || Math.Abs(rise) > ReachMaxMm * Math.Abs(direction.Z)) return false;
        double distance = rise / direction.Z;
        place = new(Position.X + direction.X * distance, Position.Y + direction.Y * distance, heightMm);
        return true;
    }

    /// <summary>
    /// As <see cref="TryAtHeight(Pixel, double, out Point3)"/>, and how uncertain that place is when the pixel is (the same in u and v) and
    /// when the height is; to first order.
    /// </summary>
    public bool TryAtHeight(Pixel pixel, double heightMm, double sigmaPx, double heightSigmaMm, out Point3 place, out FloorSpread spread)
    {
        spread = default;
        return TryAtHeight(pixel, heightMm, out place) && TrySpreadAt(place, sigmaPx, heightSigmaMm, out spread);
    }

    /// <summary>
    /// How uncertain a place at a known height is that was found from a pixel uncertain by <paramref name="sigmaPx"/> in u and v, at a height
    /// uncertain by <paramref name="heightSigmaMm"/>. With J the pixel's derivative by x and y and h that by the height,
    /// J⁻¹·(σ²·1 + σz²·h·hᵀ)·J⁻ᵀ. False where the camera does not see the place, or sees the plane edge on.
    /// </summary>
    public bool TrySpreadAt(Point3 place, double sigmaPx, double heightSigmaMm, out FloorSpread spread)
    {
        spread = default;
        if (!TryProject(place, out _, out PixelSlope s)) return false;
        double determinant = s.UByX * s.VByY - s.UByY * s.VByX;
        if (!(Math.Abs(determinant) > 1e-18)) return false;
        double variance = sigmaPx * sigmaPx, heightVariance = heightSigmaMm * heightSigmaMm;
        double uu = variance + heightVariance * s.UByZ * s.UByZ, uv = heightVariance * s.UByZ * s.VByZ, vv = variance + heightVariance * s.VByZ * s.VByZ;
        double xu = s.VByY / determinant, xv = -s.UByY / determinant, yu = -s.VByX / determinant, yv = s.UByX / determinant;
        spread = new(
            xu * xu * uu + 2 * xu * xv * uv + xv * xv * vv,
            xu * yu * uu + (xu * yv + xv * yu) * uv + xv * yv * vv,
            yu * yu * uu + 2 * yu * yv * uv + yv * yv * vv);
        return true;
    }

    private static bool IsRotation(in Rotation r)
    {
        const double tolerance = 1e-6;
        Point3 cross = Rotation.Cross(r.Right, r.Down) - r.Forward;
        return Math.Abs(r.Right.LengthMm - 1) < tolerance && Math.Abs(r.Down.LengthMm - 1) < tolerance
            && Math.Abs(Rotation.Dot(r.Right, r.Down)) < tolerance && cross.LengthMm < tolerance;
    }
}
