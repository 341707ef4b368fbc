using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Cameras;

/// <summary>
/// What a detector makes of one camera's picture: a box around what can be seen of each body, with its head and wrists. What is hidden by
/// gondolas, by others or by the picture's edge is not in the box; who is hardly seen is missed, and of two who are nearly at one place
/// only the nearer is found. Its errors are drawn, not computed from pixels.
/// </summary>
internal sealed class Detector(CameraModel camera, Furniture furniture, CamerasOptions options, Dice dice, Wardrobe? wardrobe = null)
{
    /// <summary>Who is seen less than this share of is not found …</summary>
    private const double SeenMin = 0.2;

    /// <summary>… and who is seen more than this is found as surely as anybody.</summary>
    private const double SeenWell = 0.6;

    /// <summary>Nothing smaller is found, pixels either way.</summary>
    private const double SideMinPx = 12;

    /// <summary>A box that overlaps a nearer one by so much is suppressed as the same one.</summary>
    private const double SameBox = 0.7;

    private const double MissRun = 2, HiddenGuessed = 0.1, HeadSure = 0.3;

    private readonly Dictionary<long, Sighting> _sightings = []; // only asked by number, never walked through
    private readonly List<(double Distance, int Index)> _order = [];

    /// <summary>Finds who is in the picture; returns how many boxes there are.</summary>
    /// <param name="figures">Who is there.</param>
    /// <param name="boxes">Gets the boxes.</param>
    /// <param name="owners">Gets whose they are, for scoring alone.</param>
    public int Look(ReadOnlySpan<Figure> figures, Span<DetectedBox> boxes, Span<long> owners)
    {
        _order.Clear();
        for (int i = 0; i < figures.Length; i++)
            _order.Add(((figures[i].Joints[(int)JointKind.Neck] - camera.Position).LengthMm, i));
        _order.Sort(static (a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : a.Index.CompareTo(b.Index));
        int count = 0;
        foreach ((_, int index) in _order)
        {
            if (count == boxes.Length) break;
            if (!TryFind(figures, index, out DetectedBox box) || IsTwin(box, boxes[..count])) continue;
            owners[count] = figures[index].Track;
            boxes[count++] = box;
        }
        return count;
    }

    /// <summary>A box as of a person at a place where nobody is, unsure of itself; false where the camera does not see that place.</summary>
    public bool TryImagine(Figure nobody, out DetectedBox box)
    {
        box = default;
        Extent seen = default;
        int points = Measure([nobody], 0, ref seen);
        if (points < SeenMin * Figure.Points || !seen.IsLarge) return false;
        box = ToBox(seen, default, dice.Between(0.12, 0.6), default);
        return true;
    }

    /// <summary>Forgets those who are not here.</summary>
    public void Forget(long track)
    {
        _sightings.Remove(track);
        wardrobe?.Forget(track);
    }

    private bool TryFind(ReadOnlySpan<Figure> figures, int index, out DetectedBox box)
    {
        box = default;
        Figure figure = figures[index];
        Extent seen = default;
        double share = Measure(figures, index, ref seen) / (double)Figure.Points;
        if (!_sightings.TryGetValue(figure.Track, out Sighting? sighting)) _sightings.Add(figure.Track, sighting = new Sighting());
        ReadOnlySpan<double> errors = sighting.Next(dice);
        double well = Math.Clamp((share - SeenMin) / (SeenWell - SeenMin), 0, 1);
        bool missed = IsMissed(sighting, 1 - (1 - options.PersonMiss) * Math.Sqrt(well));
        double score = Math.Clamp(0.35 + 0.55 * well + 0.06 * dice.Gauss(), 0.05, 0.99);
        KeypointSet joints = Joints(figures, index, errors, seen);
        ClothesColour clothes = wardrobe?.Look(figure.Track, figure.IsStaff, share) ?? default;
        if (missed || share < SeenMin || !seen.IsLarge) return false;
        box = ToBox(seen, errors, score, joints) with { Clothes = clothes };
        if (!SeesChest(box)) box = box with { Clothes = default };
        return true;
    }

    /// <summary>Whether the real eyes would look for clothes there.</summary>
    private static bool SeesChest(in DetectedBox box)
    {
        Keypoint head = box.Keypoints[JointKind.Head];
        return head.Score >= HeadSure && ChestPatch.TryFind(box.Left, box.Top, box.Width, box.Height, head.X, head.Y, out _);
    }

    /// <summary>The extent of what can be seen of a body, in pixels; returns how many of its points can.</summary>
    private int Measure(ReadOnlySpan<Figure> figures, int index, ref Extent seen)
    {
        int points = 0;
        foreach (Point3 point in figures[index].Outline)
        {
            if (!camera.TryProject(point, out Pixel pixel) || !camera.Shows(pixel) || IsHidden(figures, index, point)) continue;
            seen.Hold(pixel, points++ == 0);
        }
        return points;
    }

    private bool IsHidden(ReadOnlySpan<Figure> figures, int self, Point3 point)
    {
        for (int i = 0; i < figures.Length; i++)
            if (i != self && figures[i].Hides(camera.Position, point)) return true;
        return furniture.Hides(camera.Position, point);
    }

    /// <summary>People vanish for a geometric number of pictures, so that the share of missed ones is as asked.</summary>
    private bool IsMissed(Sighting sighting, double share)
    {
        if (sighting.PicturesUnseen > 0)
        {
            sighting.PicturesUnseen--;
            return true;
        }
        if (share >= 1) return true;
        if (!dice.Chance(Math.Min(1, share / (MissRun * (1 - share))))) return false;
        while (dice.Chance(1 - 1 / MissRun)) sighting.PicturesUnseen++;
        return true;
    }

    private KeypointSet Joints(ReadOnlySpan<Figure> figures, int index, ReadOnlySpan<double> errors, in Extent seen)
    {
        var found = default(KeypointSet);
        Figure figure = figures[index];
        double sigma = 0.5 + options.JointNoise * seen.Diagonal;
        ReadOnlySpan<JointKind> kinds = [JointKind.Head, JointKind.LeftWrist, JointKind.RightWrist];
        for (int k = 0; k < kinds.Length; k++)
        {
            JointKind kind = kinds[k];
            Point3 at = figure.Joints[(int)kind];
            // As many draws whatever becomes of them.
            double luck = dice.Unit(), sure = dice.Unit();
            if (!camera.TryProject(at, out Pixel pixel) || !camera.Shows(pixel)) continue;
            bool hidden = IsHidden(figures, index, at) || (kind != JointKind.Head && figure.TrunkHides(camera.Position, at));
            bool inShelf = (figure.InShelf >> (int)kind & 1) == 1;
            double miss = hidden ? 1 - HiddenGuessed : Math.Min(0.9, options.JointMiss * (inShelf ? 3 : 1));
            if (luck < miss) continue;
            double off = sigma * (hidden ? 4 : inShelf ? 2 : 1);
            (double x, double y) = InPicture(pixel);
            found[kind] = new Keypoint(
                (float)(x + off * errors[4 + 2 * k]), (float)(y + off * errors[5 + 2 * k]),
                (float)(hidden ? 0.15 + 0.25 * sure : inShelf ? 0.4 + 0.4 * sure : 0.65 + 0.33 * sure));
        }
        return found;
    }

    private DetectedBox ToBox(in Extent seen, ReadOnlySpan<double> errors, double score, in KeypointSet joints)
    {
        (double left, double top) = InPicture(new(seen.Left, seen.Top));
        (double right, double bottom) = InPicture(new(seen.Right, seen.Bottom));
        if (errors.Length > 0)
        {
            double width = right - left, height = bottom - top, aside = options.BoxNoise * width, up = options.BoxNoise * height;
            (left, right) = (left + aside * errors[0], right + aside * errors[1]);
            (top, bottom) = (top + up * errors[2], bottom + up * errors[3]);
        }
        return new DetectedBox(
            (float)left, (float)top, (float)Math.Max(1, right - left), (float)Math.Max(1, bottom - top), (float)score, DetectedBox.Person, joints);
    }

    private (double X, double Y) InPicture(Pixel pixel) => camera.InPicture(pixel, camera.Intrinsics.Width, camera.Intrinsics.Height);

    private static bool IsTwin(in DetectedBox box, ReadOnlySpan<DetectedBox> nearer)
    {
        var area = new PixelBox(box.Left, box.Top, box.Width, box.Height);
        foreach (ref readonly DetectedBox other in nearer)
            if (PixelBox.Overlap(area, new PixelBox(other.Left, other.Top, other.Width, other.Height)) > SameBox) return true;
        return false;
    }

    /// <summary>The rectangle around some pixels.</summary>
    private struct Extent
    {
        public double Left, Top, Right, Bottom;

        public readonly double Diagonal => Math.Sqrt((Right - Left) * (Right - Left) + (Bottom - Top) * (Bottom - Top));

        public readonly bool IsLarge => Right - Left >= SideMinPx && Bottom - Top >= SideMinPx;

        public void Hold(Pixel pixel, bool first)
        {
            if (first) (Left, Top, Right, Bottom) = (pixel.U, pixel.V, pixel.U, pixel.V);
            (Left, Right) = (Math.Min(Left, pixel.U), Math.Max(Right, pixel.U));
            (Top, Bottom) = (Math.Min(Top, pixel.V), Math.Max(Bottom, pixel.V));
        }
    }
}
