using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Drivers.Inference.Hands;

/// <summary>
/// Finds the hands in one camera's pictures that are to be looked into: stretched out before a shelf, and not looked into just now. Nothing
/// of who is there is known. One thread's own.
/// </summary>
/// <param name="camera">The camera, as its calibration has it.</param>
/// <param name="layout">Where the shelves are.</param>
/// <param name="looksPerSecond">How often the same hand is looked into.</param>
public sealed class GraspWatch(CameraModel camera, StoreLayout layout, double looksPerSecond)
{
    /// <summary>How much of the picture a look needs around a grasp, millimetres.</summary>
    public const double WideMm = 320;

    /// <summary>A window of fewer pixels shows nothing; of more, no camera delivers.</summary>
    public const int SideMin = 32, SideMax = 256;

    /// <summary>A wrist within so many picture heights of one just looked at is the same one.</summary>
    public const double SameHand = 0.03;

    /// <summary>A wrist that the network is less sure of is not looked at.</summary>
    private const float SureScore = 0.5f;

    /// <summary>How high hands and heads are taken to be where a picture is all there is, millimetres.</summary>
    private const double HandMm = 1_050, HeadMm = 1_560;

    /// <summary>A hand that is so far from under its head is stretched out; one farther from every shelf takes nothing there, millimetres.</summary>
    private const double OutMm = 280, ShelfMm = 700;

    private readonly List<(double X, double Y, long Us)> _recent = [];

    /// <summary>A window's pixels a side, for its width in the camera's own.</summary>
    public static int Side(double wide) => (int)Math.Clamp(Math.Round(wide), SideMin, SideMax);

    /// <summary>Where the hand is in a window of so many pixels a side.</summary>
    public static HandPlace PlaceIn(int side) => new(side / 2f, side / 2f, (float)(side / WideMm));

    /// <summary>Finds the hands in the next picture; returns how many there are.</summary>
    /// <param name="boxes">What was found in it.</param>
    /// <param name="width">Of the picture, px.</param>
    /// <param name="height">Of the picture, px.</param>
    /// <param name="nowUs">When it was captured, µs; never before the last one.</param>
    /// <param name="grasps">Gets them; those that find no room wait for the next picture.</param>
    public int Find(ReadOnlySpan<DetectedBox> boxes, int width, int height, long nowUs, Span<Grasp> grasps)
    {
        long sinceUs = nowUs - (long)(1e6 / looksPerSecond);
        _recent.RemoveAll(r => r.Us <= sinceUs);
        double same = SameHand * height;
        int count = 0;
        foreach (ref readonly DetectedBox box in boxes)
        {
            if (box.Score < SureScore) continue;
            foreach (JointKind kind in (ReadOnlySpan<JointKind>)[JointKind.LeftWrist, JointKind.RightWrist])
            {
                Keypoint wrist = box.Keypoints[kind];
                if (wrist.Score < SureScore || count == grasps.Length || _recent.Exists(r => Math.Abs(r.X - wrist.X) < same && Math.Abs(r.Y - wrist.Y) < same)) continue;
                if (!TryGrasp(box, wrist, width, height, out Grasp grasp)) continue;
                _recent.Add((wrist.X, wrist.Y, nowUs));
                grasps[count++] = grasp;
            }
        }
        return count;
    }

    private bool TryGrasp(in DetectedBox box, in Keypoint wrist, int width, int height, out Grasp grasp)
    {
        grasp = default;
        Keypoint head = box.Keypoints[JointKind.Head];
        (float X, float Y) from = head.Seen ? (head.X, head.Y) : (box.CentreX, box.Top + box.Height / 2);
        if (!camera.TryAtHeight(camera.PixelAt(wrist.X, wrist.Y, width, height), HandMm, out Point3 hand)
            || !camera.TryAtHeight(camera.PixelAt(from.X, from.Y, width, height), HeadMm, out Point3 over)
            || Point3.FloorDistanceMm(hand, over) < OutMm || !IsNearAShelf(hand)) return false;
        if (!HandPlace.TryOf(camera, width, height, (wrist.X, wrist.Y), from, out HandPlace place)) return false;
        Pixel middle = camera.PixelAt(place.X, place.Y, width, height);
        double wide = WideMm * place.PxPerMm * camera.Intrinsics.Width / width;
        grasp = new Grasp(wrist.X, wrist.Y, middle, wide);
        return camera.Shows(middle) && wide >= SideMin;
    }

    private bool IsNearAShelf(Point3 hand)
    {
        foreach (Shelf shelf in layout.Shelves)
        {
            double dx = Math.Max(0, Math.Max(shelf.Space.Min.X - hand.X, hand.X - shelf.Space.Max.X)), dy = Math.Max(0, Math.Max(shelf.Space.Min.Y - hand.Y, hand.Y - shelf.Space.Max.Y));
            if (dx * dx + dy * dy < ShelfMm * ShelfMm) return true;
        }
        return false;
    }
}
