using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Tests.Store.FloorTracking;

/// <summary>Cameras around a room, and the box that somebody is in in their pictures.</summary>
internal static class SceneCameras
{
    public const int Width = 1_280, Height = 720;
    private const double MountMm = 2_700;

    /// <summary>In the corners first, then in the middles of the walls, then between these.</summary>
    public static IEnumerable<CameraModel> Around(double width, double depth)
    {
        var middle = new Point3(width / 2, depth / 2, 900);
        (double X, double Y)[] at =
        [
            (0, 0), (1, 1), (1, 0), (0, 1), (0.5, 0), (0.5, 1), (0, 0.5), (1, 0.5), (0.25, 0), (0.75, 1), (0.75, 0), (0.25, 1),
        ];
        foreach ((double x, double y) in at) yield return Camera(new Point3(x * width, y * depth, MountMm), middle);
    }

    public static CameraModel Camera(Point3 from, Point3 to, double focal = 800) =>
        new(new Intrinsics(focal, focal, Width / 2.0, Height / 2.0, Width, Height), Lens.None, from, Rotation.Looking(from, to));

    /// <summary>A room of 8 × 6 m or another, without gates and shelves so far, that these cameras see.</summary>
    public static StoreLayoutBuilder Room(IReadOnlyList<CameraModel> cameras, EntryPolicy policy = EntryPolicy.FirstSight, double widthMm = 8_000, double depthMm = 6_000)
    {
        var builder = new StoreLayoutBuilder("room", "EUR", policy, new Box3(default, new(widthMm, depthMm, 3_000)));
        for (int c = 0; c < cameras.Count; c++) builder.Camera($"camera-{c + 1}", ClockKind.Synchronised, cameras[c]);
        return builder;
    }

    /// <summary>What was found in a picture, and when it was taken.</summary>
    public static DetectionsFrame Frame(long us, DetectedBox[] boxes) => new(new DeviceMark(1, 0, us), Width, Height, boxes);

    /// <summary>The box around what can be seen of a body, with head and right wrist where these can; null where too little can.</summary>
    public static DetectedBox? Box(CameraModel camera, Walker w, IReadOnlyList<Box3> shelves)
    {
        double left = double.PositiveInfinity, right = double.NegativeInfinity, top = double.PositiveInfinity, bottom = double.NegativeInfinity;
        int seen = 0;
        (double Height, double Radius)[] rings = [(1.075, 60), (1, 100), (0.88, 190), (0.75, 170), (0.6, 170), (0.45, 150), (0.3, 120), (0.15, 100), (0, 120)];
        foreach ((double share, double radius) in rings)
            for (int k = 0; k < 8; k++)
            {
                Point3 at = w.At + new Point3(radius * Math.Cos(k * Math.PI / 4), radius * Math.Sin(k * Math.PI / 4), 0) with { Z = share * w.HeadMm };
                if (!IsSeen(camera, at, shelves, out double x, out double y)) continue;
                seen++;
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
            }
        if (seen < 24 || right - left < 8 || bottom - top < 20) return null;
        var joints = default(KeypointSet);
        if (IsSeen(camera, w.Head, shelves, out double hx, out double hy)) joints[JointKind.Head] = new Keypoint((float)hx, (float)hy, 1);
        if (IsSeen(camera, w.RightWrist, shelves, out double wx, out double wy)) joints[JointKind.RightWrist] = new Keypoint((float)wx, (float)wy, 1);
        return new DetectedBox((float)left, (float)top, (float)(right - left), (float)(bottom - top), 1, DetectedBox.Person, joints);
    }

    private static bool IsSeen(CameraModel camera, Point3 at, IReadOnlyList<Box3> shelves, out double x, out double y)
    {
        (x, y) = (0, 0);
        if (!camera.TryProject(at, out Pixel pixel) || !camera.Shows(pixel)) return false;
        (x, y) = camera.InPicture(pixel, Width, Height);
        foreach (Box3 shelf in shelves)
            if (Hides(shelf, camera.Position, at)) return false;
        return true;
    }

    private static bool Hides(Box3 box, Point3 from, Point3 to)
    {
        (double, double, double, double)[] axes =
            [(from.X, to.X, box.Min.X, box.Max.X), (from.Y, to.Y, box.Min.Y, box.Max.Y), (from.Z, to.Z, box.Min.Z, box.Max.Z)];
        double enter = 0, leave = 1;
        foreach ((double a, double b, double min, double max) in axes)
        {
            double one = (min - a) / (b - a), other = (max - a) / (b - a);
            (enter, leave) = (Math.Max(enter, Math.Min(one, other)), Math.Min(leave, Math.Max(one, other)));
        }
        return enter < leave;
    }
}
