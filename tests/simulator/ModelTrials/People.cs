using O4O.Edge.Drivers.Inference;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.Tests.ModelTrials;

/// <summary>People in a picture of 640 × 480 of a camera 3 m above the floor that looks straight down, 300 pixels a focal length.</summary>
internal static class People
{
    public const int Width = 640, Height = 480;

    public static readonly CameraModel Camera = new(
        new(300, 300, 319.5, 239.5, Width, Height), Lens.None, new(0, 0, 3_000), new(new(1, 0, 0), new(0, -1, 0), new(0, 0, -1)));

    /// <summary>A joint 2 m below the camera, where a pixel is 6.67 mm, at so many pixels from the picture's corner.</summary>
    public static PointTruth Joint(double x, double y, int sight = 2) => new(x, y, sight, new((x - 320) / 0.15, (240 - y) / 0.15, 1_000));

    public static PersonTruth Person(
        int number, PictureBox box, double visibility = 1, double inPicture = 1, int pixels = 900, PointTruth? head = null, PointTruth? left = null, PointTruth? right = null) =>
        new(number, $"shopper-{number}", false, box, box, pixels, visibility, inPicture, head ?? Joint(0, 0, 1), Hand(left), Hand(right));

    public static Detection Found(PictureBox box, float score = 0.9f, BodyPoint head = default, BodyPoint left = default, BodyPoint right = default) =>
        new((float)box.Left, (float)box.Top, (float)box.Width, (float)box.Height, score, 0, new BodyPoints(head, left, right));

    private static HandTruth Hand(PointTruth? wrist) => new(wrist ?? Joint(0, 0, 1), null, default, 0, default, false);
}
