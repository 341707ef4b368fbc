using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>A detected person in the pixels of the camera's calibration, and which of its parts can be believed.</summary>
internal struct SeenBody
{
    /// <summary>So near to the picture's rim, as a share of its height, an edge is cut off.</summary>
    private const double RimShare = 0.006;

    /// <summary>A head's joint less sure than this is not used, nor any other.</summary>
    private const double JointScoreMin = 0.3;

    public PixelBox Box;
    public double Score;
    public bool HasHead, TopCut, BottomCut, SideCut;

    /// <summary>Somebody in front covers the feet.</summary>
    public bool FeetHidden;
    public Pixel Head;

    /// <summary>What is worn, where nobody else's box covers it.</summary>
    public ClothesColour Clothes;

    private KeypointSet _joints;
    private int _width, _height;

    public static SeenBody Of(CameraModel camera, in DetectedBox box, int width, int height)
    {
        Pixel from = camera.PixelAt(box.Left, box.Top, width, height), to = camera.PixelAt(box.Right, box.Bottom, width, height);
        double rim = RimShare * height;
        var body = new SeenBody
        {
            Box = new PixelBox(from.U, from.V, to.U - from.U, to.V - from.V),
            Score = box.Score,
            TopCut = box.Top <= rim,
            BottomCut = box.Bottom >= height - rim,
            SideCut = box.Left <= rim || box.Right >= width - rim,
            Clothes = box.Clothes,
            _joints = box.Keypoints,
            _width = width,
            _height = height,
        };
        body.HasHead = body.TryJoint(camera, JointKind.Head, out body.Head);
        return body;
    }

    /// <summary>A joint in the calibration's pixels; false where it was not seen, or hardly.</summary>
    public readonly bool TryJoint(CameraModel camera, JointKind kind, out Pixel pixel)
    {
        Keypoint point = _joints[kind];
        pixel = default;
        if (point.Score < JointScoreMin) return false;
        pixel = camera.PixelAt(point.X, point.Y, _width, _height);
        return true;
    }

    /// <summary>Where the clothes' colour was seen; false where it should not have been.</summary>
    public readonly bool TryChest(out Pixel chest)
    {
        bool found = ChestPatch.TryFind((float)Box.Left, (float)Box.Top, (float)Box.Width, (float)Box.Height, (float)Head.U, (float)Head.V, out ChestPatch patch);
        chest = new Pixel(patch.X, patch.Y);
        return HasHead && found;
    }

    /// <summary>How large it appears, px: noise is a share of this. A person cut off is larger than the rest of the box.</summary>
    public readonly double SizePx => Math.Max(Box.Height, Box.Width);
}
