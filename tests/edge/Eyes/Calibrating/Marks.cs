using O4O.Edge.Eyes.Calibrating;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Tests.Eyes.Calibrating;

/// <summary>Points that somebody would mark in a known camera's picture, with hands that tremble.</summary>
internal static class Marks
{
    public const int Width = 1_280, Height = 960;

    public static readonly Lens Barrel = Lens.Brown(-0.18, 0.033, 0, 0, 0), Fisheye = Lens.Fisheye(-0.02, 0.003, 0, 0);

    public static CameraModel Corner(Lens lens, double focal = 640) => At(lens, focal, new(200, 300, 2_800), new(3_500, 3_000, 700));

    public static CameraModel Down(Lens lens, double focal = 640) => At(lens, focal, new(3_000, 3_000, 2_800), new(3_000, 3_000, 0));

    /// <summary>Points on the floor, and on shelves' edges too unless <paramref name="floorOnly"/>.</summary>
    public static MarkedPoint[] Of(CameraModel camera, int count, int seed, bool floorOnly = false, double tremblePx = 0.6)
    {
        var random = new Random(seed);
        double[] heights = floorOnly ? [0] : [0, 0, 300, 1_000, 2_020];
        var points = new List<MarkedPoint>();
        while (points.Count < count)
        {
            var place = new Point3(random.Next(500, 7_500), random.Next(500, 5_800), heights[random.Next(heights.Length)]);
            if (!camera.TryProject(place, out Pixel at) || !camera.Shows(at)) continue;
            var marked = new Pixel(at.U + tremblePx * Gauss(random), at.V + tremblePx * Gauss(random));
            points.Add(new(points.Count + 1, marked, place));
        }
        return [.. points];
    }

    public static MarkedPoint Wrong(MarkedPoint point, double u, double v) => point with { Pixel = new(point.Pixel.U + u, point.Pixel.V + v) };

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static CameraModel At(Lens lens, double focal, Point3 place, Point3 target) =>
        new(new Intrinsics(focal, focal, (Width - 1) / 2.0, (Height - 1) / 2.0, Width, Height), lens, place, Rotation.Looking(place, target));
}
