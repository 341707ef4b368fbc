using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Simulator.People;
using O4O.Simulator.Rendering.Figures;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Truths;

/// <summary>Reads what is really there out of the picture's own layers: what is not drawn is not claimed.</summary>
internal static class TruthReader
{
    /// <summary>A joint inside its limb is so far behind its skin at most, millimetres.</summary>
    private const float WristDepthMm = 70, HeadDepthMm = 190;

    private const double CropMm = 320;

    public static FrameTruth Read(CameraRenderer from, Scene scene, StoreLayout layout)
    {
        var people = new List<PersonTruth>();
        for (int i = 0; i < scene.People.Count; i++)
        {
            Drawn drawn = from.Layer.Figures[i];
            if (drawn.FullPixels == 0) continue;
            Stance stance = scene.People[i].Now;
            people.Add(new PersonTruth(
                stance.Person, stance.Shopper, stance.IsStaff, Box(drawn.Full), Box(drawn.Seen), drawn.SeenPixels, drawn.SeenPixels / (double)drawn.FullPixels,
                InPicture(from, drawn), Joint(from, stance, JointKind.Head, drawn, HeadDepthMm), Hand(from, stance, false, drawn, layout), Hand(from, stance, true, drawn, layout)));
        }
        return new FrameTruth(scene.TimeUs, people);
    }

    private static PictureBox Box(PixelRect rect) => rect.IsEmpty ? default : new(rect.Left, rect.Top, rect.Width, rect.Height);

    private static PointTruth Joint(CameraRenderer from, Stance stance, JointKind kind, Drawn drawn, float depthMm)
    {
        View view = from.View;
        Vec place = stance.Joint(kind);
        if (!view.TryProject(place.ToPoint(), out double x, out double y) || x < 0 || y < 0 || x >= view.Width || y >= view.Height)
            return new(x, y, 0, place.ToPoint());
        int at = (int)y * view.Stride + (int)x, part = from.Layer.Seen[at];
        float behind = (place - view.Origin).Length - from.Layer.Far[at];
        bool seen = part >= drawn.First && part < drawn.Last && behind < depthMm && from.Layer.Parts[part].Kind is PartKind.Body or PartKind.LeftHand or PartKind.RightHand;
        return new(x, y, seen ? 2 : 1, place.ToPoint());
    }

    private static HandTruth Hand(CameraRenderer from, Stance stance, bool isRight, Drawn drawn, StoreLayout layout)
    {
        HandState hand = stance.Hand(isRight);
        PointTruth wrist = Joint(from, stance, isRight ? JointKind.RightWrist : JointKind.LeftWrist, drawn, WristDepthMm);
        PixelRect goods = PixelRect.Nothing;
        int pixels = 0;
        PartKind kind = isRight ? PartKind.RightGoods : PartKind.LeftGoods;
        if (hand.Product >= 0)
        {
            for (int y = drawn.Rect.Top; y < drawn.Rect.Bottom; y++)
            {
                for (int x = drawn.Rect.Left; x < drawn.Rect.Right; x++)
                {
                    int part = from.Layer.Seen[y * from.View.Stride + x];
                    if (part < drawn.First || part >= drawn.Last || from.Layer.Parts[part].Kind != kind) continue;
                    pixels++;
                    goods = goods.Join(new PixelRect(x, y, x + 1, y + 1));
                }
            }
        }
        return new(wrist, hand.Product >= 0 ? layout.Products[hand.Product].Gtin : null, Box(goods), pixels, Crop(from.View, stance, isRight), hand.IsOut);
    }

    /// <summary>Around the middle of the grasp, which is beyond the wrist on the forearm's line.</summary>
    private static PictureBox Crop(View view, Stance stance, bool isRight)
    {
        Vec elbow = stance.Joint(isRight ? JointKind.RightElbow : JointKind.LeftElbow), wrist = stance.Joint(isRight ? JointKind.RightWrist : JointKind.LeftWrist);
        Vec grasp = wrist + (wrist - elbow).Unit() * (float)Body.GraspMm;
        // Across what the camera looks along.
        Vec across = new Vec(1, 0, 0).Across((grasp - view.Origin).Unit(), new(0, 1, 0)) * 50;
        if (!view.TryProject(grasp.ToPoint(), out double x, out double y) || !view.TryProject((grasp + across).ToPoint(), out double x1, out double y1)) return default;
        double side = Math.Sqrt((x1 - x) * (x1 - x) + (y1 - y) * (y1 - y)) * CropMm / 50;
        return new(x - side / 2, y - side / 2, side, side);
    }

    /// <summary>By the middles of the body's pieces, each by its size.</summary>
    private static double InPicture(CameraRenderer from, Drawn drawn)
    {
        double all = 0, inside = 0;
        for (int p = drawn.First; p < drawn.Last; p++)
        {
            Part part = from.Layer.Parts[p];
            if (part.Kind != PartKind.Body) continue;
            Vec size = part.Max - part.Min;
            double weight = size.X * size.Y + size.Y * size.Z + size.Z * size.X;
            all += weight;
            if (from.View.TryProject(((part.Min + part.Max) * 0.5f).ToPoint(), out double x, out double y) && x >= 0 && y >= 0 && x < from.View.Width && y < from.View.Height) inside += weight;
        }
        return all > 0 ? inside / all : 0;
    }
}
