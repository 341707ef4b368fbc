using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.People;
using O4O.Simulator.Rendering;
using O4O.Simulator.Rendering.Pictures;

namespace O4O.Simulator.Pixels;

/// <summary>
/// Looks into hands by pixels: around a wrist that was found in a camera's picture, stretched out before a shelf, the edge's own looker gets
/// the window that the camera would deliver in its full size; no more of that picture is drawn. Nothing of who is there is known.
/// </summary>
internal sealed class PixelHands(PixelEyes eyes, StoreLayout layout, ProductLooker looker, double looksPerSecond) : IHandReader
{
    /// <summary>A wrist that the network is less sure of is not looked at.</summary>
    private const float SureScore = 0.5f;

    /// <summary>How high hands and heads are taken to be where a picture is all there is, millimetres.</summary>
    private const double HandMm = 1_050, HeadMm = 1_560;

    /// <summary>A hand that is so far from under its head is stretched out; one farther from every shelf takes nothing there, millimetres.</summary>
    private const double OutMm = 280, ShelfMm = 700;

    /// <summary>How much of the picture is wanted around a grasp, millimetres.</summary>
    private const double WideMm = 320;

    /// <summary>A window of fewer pixels shows nothing; of more, no camera delivers.</summary>
    private const int SideMin = 32, SideMax = 256;

    /// <summary>A wrist within so many picture heights of one just looked at is the same one.</summary>
    private const double SameHand = 0.03;

    private readonly List<(double X, double Y, long Us)>[] _recent = [.. Enumerable.Range(0, eyes.Renderer.Cameras).Select(_ => new List<(double, double, long)>())];
    private readonly byte[] _rgb = new byte[SideMax * SideMax * 3], _i420 = new byte[VideoPicture.Bytes(SideMax, SideMax)];

    /// <inheritdoc/>
    public int Read(int camera, long nowUs, Span<HandLook> looks)
    {
        PixelLooker picture = eyes.Lookers[camera];
        if (picture.LookedUs != nowUs) return 0; // it showed what the last one did
        List<(double X, double Y, long Us)> recent = _recent[camera];
        long sinceUs = nowUs - (long)(1e6 / looksPerSecond);
        recent.RemoveAll(r => r.Us <= sinceUs);
        int count = 0;
        foreach (ref readonly DetectedBox box in picture.Boxes)
        {
            if (box.Score < SureScore) continue;
            foreach (JointKind kind in (ReadOnlySpan<JointKind>)[JointKind.LeftWrist, JointKind.RightWrist])
            {
                Keypoint wrist = box.Keypoints[kind];
                double same = SameHand * picture.Height;
                if (wrist.Score < SureScore || count == looks.Length || recent.Exists(r => Math.Abs(r.X - wrist.X) < same && Math.Abs(r.Y - wrist.Y) < same)) continue;
                if (!TryGrasp(camera, picture, box, wrist, out Pixel middle, out double wide)) continue;
                recent.Add((wrist.X, wrist.Y, nowUs));
                looks[count++] = Look(camera, nowUs, middle, wide, wrist);
                eyes.Tally.Looked();
            }
        }
        return count;
    }

    /// <summary>Where a hand that is stretched out towards a shelf holds things, in the camera's own pixels, and how many of them a window of it takes.</summary>
    private bool TryGrasp(int camera, PixelLooker picture, in DetectedBox box, in Keypoint wrist, out Pixel middle, out double wide)
    {
        (middle, wide) = (default, 0);
        CameraModel model = eyes.Renderer.Camera(camera);
        Keypoint head = box.Keypoints[JointKind.Head];
        (float X, float Y) from = head.Seen ? (head.X, head.Y) : (box.CentreX, box.Top + box.Height / 2);
        if (!model.TryAtHeight(model.PixelAt(wrist.X, wrist.Y, picture.Width, picture.Height), HandMm, out Point3 hand)
            || !model.TryAtHeight(model.PixelAt(from.X, from.Y, picture.Width, picture.Height), HeadMm, out Point3 over)
            || Point3.FloorDistanceMm(hand, over) < OutMm || !IsNearAShelf(hand)) return false;
        if (!HandPlace.TryOf(model, picture.Width, picture.Height, (wrist.X, wrist.Y), from, out HandPlace place)) return false;
        middle = model.PixelAt(place.X, place.Y, picture.Width, picture.Height);
        wide = WideMm * place.PxPerMm * model.Intrinsics.Width / picture.Width;
        return model.Shows(middle) && wide >= SideMin;
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

    private HandLook Look(int camera, long nowUs, Pixel middle, double wide, in Keypoint wrist)
    {
        int side = (int)Math.Clamp(Math.Round(wide), SideMin, SideMax);
        eyes.Renderer.RenderWindow(camera, eyes.SceneAt(nowUs), middle, wide, side, _rgb.AsSpan(0, side * side * 3));
        Span<byte> pixels = _i420.AsSpan(0, VideoPicture.Bytes(side, side));
        VideoPicture.Write(_rgb, side, side, pixels);
        var place = new HandPlace(side / 2f, side / 2f, (float)(side / WideMm));
        // From above the network's left and right are a guess: the store is not told which.
        return looker.Look(new Picture(side, side, pixels), place, wrist.X, wrist.Y, right: null);
    }
}
