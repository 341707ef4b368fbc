using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.Rendering.Tracing;

/// <summary>
/// What a camera shows in a picture of some size, of all it sees or of a window of it: a direction for each pixel's centre, exact for any
/// lens, and the way back. A window in finer steps than the camera's own pixels is a picture of a better camera at the same place.
/// </summary>
internal sealed class View
{
    /// <summary>Rows are padded to so many floats, which is one vector.</summary>
    public const int Lanes = 8;

    private readonly double _left, _top, _stepX, _stepY;

    private View(CameraModel camera, double left, double top, double stepX, double stepY, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Camera, _left, _top, _stepX, _stepY, Width, Height) = (camera, left, top, stepX, stepY, width, height);
        Stride = (width + Lanes - 1) / Lanes * Lanes;
        Origin = Vec.Of(camera.Position);
        (X, Y, Z) = (new float[Stride * height], new float[Stride * height], new float[Stride * height]);
        for (int j = 0; j < height; j++)
        {
            for (int i = 0; i < Stride; i++)
            {
                // The padding repeats the last pixel: its results are never shown, but its numbers must be sane.
                int column = Math.Min(i, width - 1);
                if (!camera.TryRay(new Pixel(_left + (column + 0.5) * stepX - 0.5, _top + (j + 0.5) * stepY - 0.5), out Point3 ray)) continue;
                int at = j * Stride + i;
                (X[at], Y[at], Z[at]) = ((float)ray.X, (float)ray.Y, (float)ray.Z);
            }
        }
        // The angle between two pixels in the middle: how wide a pixel is on what is a millimetre away.
        int middle = height / 2 * Stride + width / 2, next = middle > 0 ? middle - 1 : middle;
        PixelAngle = MathF.Max(1e-5f, (Direction(middle) - Direction(next)).Length);
    }

    public CameraModel Camera { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Where the camera is.</summary>
    public Vec Origin { get; }

    /// <summary>Directions of length 1, by <see cref="Stride"/> · row + column; of length 0 where the lens brings nothing.</summary>
    public float[] X { get; }

    public float[] Y { get; }

    public float[] Z { get; }

    /// <summary>Radians from one pixel to the next.</summary>
    public float PixelAngle { get; }

    public Vec Direction(int at) => new(X[at], Y[at], Z[at]);

    /// <summary>All that the camera sees, in a picture of this size.</summary>
    public static View Whole(CameraModel camera, int width, int height) =>
        new(camera, 0, 0, (double)camera.Intrinsics.Width / width, (double)camera.Intrinsics.Height / height, width, height);

    /// <summary>
    /// A square window around a place, so wide (in pixels of the camera's own size), in a picture of <paramref name="side"/> pixels a side. It
    /// may reach over the camera's picture: nothing is there.
    /// </summary>
    public static View Window(CameraModel camera, Pixel middle, double wide, int side) =>
        new(camera, middle.U + 0.5 - wide / 2, middle.V + 0.5 - wide / 2, wide / side, wide / side, side, side);

    /// <summary>Where a place comes out, the top left corner being (0, 0); false where the lens does not see it.</summary>
    public bool TryProject(Point3 place, out double x, out double y)
    {
        (x, y) = (0, 0);
        if (!Camera.TryProject(place, out Pixel pixel)) return false;
        (x, y) = ((pixel.U + 0.5 - _left) / _stepX, (pixel.V + 0.5 - _top) / _stepY);
        return true;
    }

    /// <summary>
    /// The pixels that may show a ball, as <see cref="Cover"/> has them. One projection in place of eight: how fast the pixel moves with the
    /// place tells how large the ball is, with a quarter more for what the lens bends; near the camera all corners are asked.
    /// </summary>
    public PixelRect CoverBall(Vec middle, float radius, float slackPx)
    {
        float near = (middle - Origin).LengthSquared;
        if (near > 25 * radius * radius && Camera.TryProject(middle.ToPoint(), out Pixel pixel, out PixelSlope s))
        {
            double x = (pixel.U + 0.5 - _left) / _stepX, y = (pixel.V + 0.5 - _top) / _stepY;
            double wide = 1.25 * radius * Math.Sqrt(s.UByX * s.UByX + s.UByY * s.UByY + s.UByZ * s.UByZ) / _stepX + slackPx;
            double high = 1.25 * radius * Math.Sqrt(s.VByX * s.VByX + s.VByY * s.VByY + s.VByZ * s.VByZ) / _stepY + slackPx;
            return new(Down(x - wide), Down(y - high), Down(x + wide) + 1, Down(y + high) + 1);
        }
        Span<Vec> corners = stackalloc Vec[8];
        for (int c = 0; c < 8; c++)
            corners[c] = middle + new Vec((c & 1) == 0 ? -radius : radius, (c & 2) == 0 ? -radius : radius, (c & 4) == 0 ? -radius : radius);
        return Cover(corners, slackPx);
    }

    /// <summary>
    /// The pixels that may show what lies between these points: a little more than they need, and not cut off at the picture's edge, so that
    /// several may be joined. Empty where the lens sees none of them.
    /// </summary>
    public PixelRect Cover(ReadOnlySpan<Vec> corners, float slackPx)
    {
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        int seen = 0;
        foreach (Vec corner in corners)
        {
            if (!TryProject(corner.ToPoint(), out double x, out double y)) continue;
            seen++;
            left = Math.Min(left, x);
            top = Math.Min(top, y);
            right = Math.Max(right, x);
            bottom = Math.Max(bottom, y);
        }
        if (seen == 0) return PixelRect.Nothing;
        // Something reaches behind the lens's edge: no bound is known there.
        if (seen < corners.Length) return new PixelRect(0, 0, Width, Height);
        return new PixelRect(Down(left - slackPx), Down(top - slackPx), Down(right + slackPx) + 1, Down(bottom + slackPx) + 1);
    }

    private static int Down(double v) => (int)Math.Clamp(Math.Floor(v), -1e6, 1e6);
}
