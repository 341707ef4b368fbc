using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Eyes.Calibrating;

/// <summary>
/// A camera's numbers as a vector to move in: a turn about the camera's own axes (rad), a way in the store (mm), then what is free of the
/// focal length (its logarithm), the first two coefficients of the lens, and the centre (px).
/// </summary>
internal static class Parameters
{
    public const int PoseCount = 6;

    public static int Count(Freedom free) =>
        PoseCount + (Has(free, Freedom.Focal) ? 1 : 0) + (Has(free, Freedom.K1) ? 1 : 0) + (Has(free, Freedom.K2) ? 1 : 0) + (Has(free, Freedom.Centre) ? 2 : 0);

    /// <summary>What each number is, in words, in order.</summary>
    public static IReadOnlyList<string> Names(Freedom free)
    {
        List<string> names = ["direction", "direction", "direction", "place", "place", "place"];
        if (Has(free, Freedom.Focal)) names.Add("focal length");
        if (Has(free, Freedom.K1)) names.Add("k1");
        if (Has(free, Freedom.K2)) names.Add("k2");
        if (Has(free, Freedom.Centre)) names.AddRange(["centre", "centre"]);
        return names;
    }

    /// <summary>A step over which to measure a derivative: some hundredths of a pixel each.</summary>
    public static double Probe(string name) => name switch { "place" => 0.05, "centre" => 0.05, _ => 2e-5 };

    /// <summary>The camera after a step; null where that is none.</summary>
    public static CameraModel? Move(CameraModel camera, Freedom free, ReadOnlySpan<double> step)
    {
        foreach (double s in step)
            if (!double.IsFinite(s) || Math.Abs(s) > 1e7) return null;
        Rotation turn = Rotation.FromVector(step[0], step[1], step[2]), was = camera.Rotation;
        var rotation = Straight(was.ToStore(turn.Right), was.ToStore(turn.Down));
        Point3 position = camera.Position + new Point3(step[3], step[4], step[5]);
        int next = PoseCount;
        Intrinsics inside = camera.Intrinsics;
        if (Has(free, Freedom.Focal))
        {
            double factor = Math.Exp(Math.Clamp(step[next++], -2, 2));
            inside = inside with { Fx = inside.Fx * factor, Fy = inside.Fy * factor };
        }
        bool bends = Has(free, Freedom.K1) || Has(free, Freedom.K2);
        double[] k = bends ? [.. camera.Lens.Coefficients] : [];
        if (Has(free, Freedom.K1)) k[0] += step[next++];
        if (Has(free, Freedom.K2)) k[1] += step[next++];
        if (Has(free, Freedom.Centre)) inside = inside with { Cx = inside.Cx + step[next], Cy = inside.Cy + step[next + 1] };
        return inside.Problems().Any() || k.Any(c => Math.Abs(c) > 10) ? null : new CameraModel(inside, bends ? Lens(camera.Lens.Kind, k) : camera.Lens, position, rotation);
    }

    /// <summary>A lens of these coefficients.</summary>
    public static Lens Lens(LensKind kind, double[] k) => kind switch
    {
        LensKind.Brown => Store.Geometry.Lens.Brown(k[0], k[1], k[2], k[3], k[4]),
        LensKind.Fisheye => Store.Geometry.Lens.Fisheye(k[0], k[1], k[2], k[3]),
        _ => Store.Geometry.Lens.None,
    };

    /// <summary>At right angles again, after many turns.</summary>
    private static Rotation Straight(Point3 right, Point3 down)
    {
        right *= 1 / right.LengthMm;
        down -= right * (right.X * down.X + right.Y * down.Y + right.Z * down.Z);
        down *= 1 / down.LengthMm;
        return new(right, down, new(right.Y * down.Z - right.Z * down.Y, right.Z * down.X - right.X * down.Z, right.X * down.Y - right.Y * down.X));
    }

    public static bool Has(Freedom free, Freedom one) => (free & one) != 0;
}
