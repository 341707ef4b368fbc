using System.Globalization;
using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.Pixels;

/// <summary>
/// How a network did on the pictures that it looked at, against what was really in them: people by boxes that overlap by a half, heads and
/// wrists by how far off they are where they are. Whoever is seen by less than a tenth, or with fewer than 30 pixels, is not asked for.
/// </summary>
internal sealed class PixelTally
{
    private const double SeenMin = 0.1, SameBox = 0.5, NearMm = 100;
    private const int PixelsMin = 30;
    private const float SureScore = 0.5f;

    private readonly Lock _gate = new();
    private long _people, _found, _told, _heads, _headsNear, _wrists, _wristsTold, _wristsNear, _looks;

    /// <summary>Takes a picture in.</summary>
    /// <param name="truth">Who was in it.</param>
    /// <param name="boxes">What the network found.</param>
    /// <param name="owners">Whose each box is: an index of the truth's people, or −1.</param>
    /// <param name="camera">The camera, and of what size its picture was.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public void Add(FrameTruth truth, ReadOnlySpan<DetectedBox> boxes, ReadOnlySpan<int> owners, CameraModel camera, int width, int height)
    {
        lock (_gate)
        {
            for (int b = 0; b < boxes.Length; b++)
                if (boxes[b].Score >= SureScore && (owners[b] < 0 || IsAsked(truth.People[owners[b]]))) _told++;
            for (int p = 0; p < truth.People.Count; p++)
            {
                PersonTruth person = truth.People[p];
                if (!IsAsked(person)) continue;
                _people++;
                int at = owners.IndexOf(p);
                bool isFound = at >= 0 && boxes[at].Score >= SureScore && Overlap(boxes[at], person.Seen) >= SameBox;
                if (isFound) _found++;
                Head(person, isFound ? boxes[at] : default, camera, width, height);
                Wrist(person.Left, isFound ? boxes[at] : default, camera, width, height);
                Wrist(person.Right, isFound ? boxes[at] : default, camera, width, height);
            }
        }
    }

    /// <summary>A hand was looked into.</summary>
    public void Looked() => Interlocked.Increment(ref _looks);

    /// <summary>In a line; empty where nobody was to be found.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return _people == 0 ? "" : string.Create(
                CultureInfo.InvariantCulture,
                $"of {_people} people to be seen {Share(_found, _people)} found, of {_told} boxes {Share(_found, _told)} right, heads within 10 cm {Share(_headsNear, _heads)}, of the wrists in sight {Share(_wristsTold, _wrists)} told and {Share(_wristsNear, _wrists)} within 10 cm{(_looks == 0 ? "" : $"; {_looks} looks into hands")}");
        }
    }

    private static string Share(long part, long whole) => whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");

    private static bool IsAsked(PersonTruth person) => person.Visibility >= SeenMin && person.SeenPixels >= PixelsMin;

    private static double Overlap(in DetectedBox box, in PictureBox body) =>
        PixelBox.Overlap(new(box.Left, box.Top, box.Width, box.Height), new(body.Left, body.Top, body.Width, body.Height));

    private void Head(PersonTruth person, in DetectedBox box, CameraModel camera, int width, int height)
    {
        if (person.Head.Sight != 2) return;
        _heads++;
        if (OffMm(person.Head, box.Keypoints[JointKind.Head], camera, width, height) <= NearMm) _headsNear++;
    }

    /// <summary>From above a left wrist is easily taken for a right one: whichever is nearer counts.</summary>
    private void Wrist(HandTruth hand, in DetectedBox box, CameraModel camera, int width, int height)
    {
        if (hand.Wrist.Sight != 2) return;
        _wrists++;
        Keypoint left = box.Keypoints[JointKind.LeftWrist], right = box.Keypoints[JointKind.RightWrist];
        double off = Math.Min(OffMm(hand.Wrist, left, camera, width, height), OffMm(hand.Wrist, right, camera, width, height));
        if (left.Seen || right.Seen) _wristsTold++;
        if (off <= NearMm) _wristsNear++;
    }

    /// <summary>How far off a joint is across the line of sight where it really is, millimetres.</summary>
    private static double OffMm(in PointTruth truth, in Keypoint told, CameraModel camera, int width, int height)
    {
        if (!told.Seen || !camera.TryProject(truth.Place, out Pixel at, out PixelSlope s)) return double.MaxValue;
        (double x, double y) = camera.InPicture(at, width, height);
        double u = Math.Sqrt(s.UByX * s.UByX + s.UByY * s.UByY + s.UByZ * s.UByZ), v = Math.Sqrt(s.VByX * s.VByX + s.VByY * s.VByY + s.VByZ * s.VByZ);
        double pxPerMm = Math.Max(1e-6, (u + v) / 2 * width / camera.Intrinsics.Width);
        return Math.Sqrt((told.X - x) * (told.X - x) + (told.Y - y) * (told.Y - y)) / pxPerMm;
    }
}
