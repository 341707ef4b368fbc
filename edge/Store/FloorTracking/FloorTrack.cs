using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>One person followed over the floor.</summary>
internal sealed class FloorTrack
{
    private readonly JointFilter[] _joints = new JointFilter[JointSet.Count];

    /// <summary>Of an edge or a head: what is farther off than so many standard deviations is not believed, the rest of the body is.</summary>
    private const double PartSigmasMax = 3;

    /// <summary>A wrist so far from under the head is of an arm stretched out, mm.</summary>
    private const double StretchedMm = 300;

    /// <summary>A shoulder is so far from under the head on the hand's side, mm.</summary>
    private const double ShoulderMm = 100;

    /// <summary>An upper arm's and a forearm's length, heights of the head (0.186 and 0.146 of the stature, Drillis and Contini 1966).</summary>
    private const double UpperArmHeads = 0.2, ForearmHeads = 0.157;

    /// <summary>Who is followed well is named wrongly so rarely, in nats (one in three thousand): a hand that jumps is no other hand yet.</summary>
    private const double CrossedNats = 8;

    public FloorFilter Filter;

    /// <summary>Its own number among all alive: an index.</summary>
    public int Slot { get; set; }

    /// <summary>Its number for one visit; 0 until it is confirmed.</summary>
    public long Id { get; set; }
    public bool Confirmed => Id != 0;

    /// <summary>
    /// For one not confirmed: log odds that it is anybody, of what was seen and not seen where it should be, in nats above a single
    /// detection.
    /// </summary>
    public double Evidence { get; set; }

    /// <summary>Capture time that the filter stands at: of the newest picture of any camera.</summary>
    public StoreTime Time { get; private set; }
    public StoreTime FirstSeen { get; private set; }

    /// <summary>Where it was then.</summary>
    public Point3 FirstPlace { get; private set; }
    public StoreTime LastSeen { get; private set; }

    /// <summary>Capture time of what was last told.</summary>
    public StoreTime LastTold { get; set; }

    /// <summary>By what it is known again.</summary>
    public Semblance Known;

    /// <summary>How it has looked since it was last beside somebody, or was found again.</summary>
    public Semblance Recent;

    /// <summary>Where it was when it was last seen.</summary>
    public Point3 LastPlace { get; private set; }

    /// <summary>Which of the picture's detections it is, or −1.</summary>
    public int Matched { get; set; }

    /// <summary>How it should look in the picture; meaningful where <see cref="InView"/>.</summary>
    public BodyView View;
    public bool InView { get; private set; }

    /// <summary>What the picture's detection calls the left arm is the right one.</summary>
    public bool ArmsCrossed { get; private set; }

    /// <summary>Seconds from <see cref="Time"/> to the picture's capture: below 0 where a newer one was faster.</summary>
    public double LagSeconds { get; private set; }

    /// <summary>Begins with one detection.</summary>
    public void Begin(in FloorFilter filter, StoreTime time)
    {
        Filter = filter;
        (Id, Time, FirstSeen, LastSeen, LastTold) = (0, time, time, time, StoreTime.Min);
        (LagSeconds, InView, Evidence, Known, Recent) = (0, false, 0, default, default);
        FirstPlace = LastPlace = filter.PlaceAt(0);
        for (int j = 0; j < _joints.Length; j++) _joints[j].Forget((JointKind)j, filter.HeightMm);
    }

    /// <summary>On to a picture, and how one should look in it.</summary>
    public void Expect(CameraModel camera, StoreTime time, FloorOptions options)
    {
        if (time > Time)
        {
            double seconds = (double)(time - Time) / StoreTime.SecondUs;
            Filter.Predict(seconds, options);
            for (int j = 1; j < _joints.Length; j++) _joints[j].Predict((JointKind)j, Filter.HeightMm, seconds);
            Time = time;
        }
        LagSeconds = (double)(time - Time) / StoreTime.SecondUs;
        Matched = -1;
        InView = BodyView.TrySee(camera, Filter.PlaceAt(LagSeconds), out View);
    }

    /// <summary>Takes in a detection.</summary>
    public void See(CameraModel camera, StoreTime time, in SeenBody seen, FloorOptions options)
    {
        double edge = options.EdgeNoiseHeights * seen.SizePx;
        if (seen.HasHead)
        {
            double head = options.HeadNoiseHeights * seen.SizePx;
            Correct(View.HeadU, seen.Head.U, head, options, double.PositiveInfinity);
            Look(camera);
            Correct(View.HeadV, seen.Head.V, head, options, double.PositiveInfinity);
        }
        else
        {
            if (!seen.SideCut) Correct(View.MiddleU, seen.Box.CentreX, edge, options, double.PositiveInfinity);
            Look(camera);
            if (!seen.TopCut) Correct(View.Top, seen.Box.Top, edge, options, PartSigmasMax);
        }
        Look(camera);
        if (!seen.BottomCut && !seen.FeetHidden) Correct(View.Bottom, seen.Box.Bottom, edge, options, PartSigmasMax);
        double joint = options.JointNoiseHeights * seen.SizePx, noise = joint * joint + 1;
        Point3 body = Filter.PlaceAt(LagSeconds);
        ArmsCrossed = AreCrossed(camera, body, seen, noise);
        for (int j = (int)JointKind.Neck; j < _joints.Length; j++)
            if (seen.TryJoint(camera, (JointKind)j, out Pixel pixel)) _joints[ArmsCrossed ? (int)Other((JointKind)j) : j].See(camera, body, pixel, noise, Filter, LagSeconds, time);
        if (seen.Clothes.Seen)
        {
            Recent.Clothes.Add(seen.Clothes);
            // Somebody else with this number teaches it no other clothes.
            if (!Strangers.IsStranger(Known, Recent)) Known.Clothes.Add(seen.Clothes);
        }
        if (time <= LastSeen) return;
        Filter.LearnUsualHeight((double)(time - LastSeen) / StoreTime.SecondUs, options);
        (LastSeen, LastPlace) = (time, body);
    }

    /// <summary>
    /// Whether the left arm of a detection is this person's right one. From above, detectors take one for the other, and pictures that disagree
    /// about it would leave both hands in the middle: where each was last, and how far it gets, says more than the name.
    /// </summary>
    private bool AreCrossed(CameraModel camera, Point3 body, in SeenBody seen, double noise)
    {
        double straight = 0, crossed = CrossedNats;
        foreach (JointKind kind in (ReadOnlySpan<JointKind>)[JointKind.LeftElbow, JointKind.RightElbow, JointKind.LeftWrist, JointKind.RightWrist])
        {
            if (!seen.TryJoint(camera, kind, out Pixel pixel)) continue;
            straight += _joints[(int)kind].Surprise(camera, body, pixel, noise, Filter, LagSeconds);
            crossed += _joints[(int)Other(kind)].Surprise(camera, body, pixel, noise, Filter, LagSeconds);
        }
        return crossed < straight;
    }

    private static JointKind Other(JointKind kind) => kind switch
    {
        JointKind.LeftElbow => JointKind.RightElbow,
        JointKind.RightElbow => JointKind.LeftElbow,
        JointKind.LeftWrist => JointKind.RightWrist,
        JointKind.RightWrist => JointKind.LeftWrist,
        _ => kind,
    };

    /// <summary>The joints as far as they are known at a moment.</summary>
    public JointSet Joints(StoreTime time, FloorOptions options)
    {
        Point3 body = Filter.PlaceAt((double)(time - Time) / StoreTime.SecondUs);
        var joints = default(JointSet);
        joints[JointKind.Head] = Told(body, Math.Min(options.JointSpreadMm, Filter.Spread.WorstSigmaMm), options);
        for (int j = (int)JointKind.Neck; j < _joints.Length; j++)
        {
            double spread = _joints[j].SpreadMm;
            if (time - _joints[j].LastSeen > options.JointUs || spread > options.JointSpreadMm) continue;
            joints[j] = Told(_joints[j].Place(body), spread, options);
        }
        TellElbow(ref joints, body, JointKind.LeftElbow, JointKind.LeftWrist);
        TellElbow(ref joints, body, JointKind.RightElbow, JointKind.RightWrist);
        return joints;
    }

    /// <summary>
    /// The elbow of an arm that is stretched out, where the detector gives none: it hangs. It says where the hand is, which
    /// reaches on beyond the wrist.
    /// </summary>
    private static void TellElbow(ref JointSet joints, Point3 body, JointKind elbow, JointKind wrist)
    {
        if (joints[elbow].Seen || !joints[wrist].Seen) return;
        Point3 hand = joints[wrist].Place;
        double away = Point3.FloorDistanceMm(hand, body), shoulderZ = JointPlace.Of(JointKind.RightShoulder).HeightShare * body.Z;
        if (away < StretchedMm) return;
        double toward = ShoulderMm / away;
        var shoulder = new Point3(body.X + toward * (hand.X - body.X), body.Y + toward * (hand.Y - body.Y), shoulderZ);
        Point3 bent = Hanging(shoulder, hand, UpperArmHeads * body.Z, ForearmHeads * body.Z);
        joints[elbow] = new Joint((int)Math.Round(bent.X), (int)Math.Round(bent.Y), (int)Math.Round(bent.Z), 1);
    }

    /// <summary>The elbow between a shoulder and a hand: below the line between them, as far as the two bones let it.</summary>
    private static Point3 Hanging(Point3 shoulder, Point3 hand, double upperArm, double forearm)
    {
        Point3 way = hand - shoulder;
        double length = way.LengthMm, bones = upperArm + forearm;
        double along = length < bones ? (upperArm * upperArm - forearm * forearm + length * length) / (2 * length) : length * upperArm / bones;
        double below = Math.Sqrt(Math.Max(0, upperArm * upperArm - along * along));
        Point3 unit = way * (1 / length), down = new Point3(0, 0, -1) + unit * unit.Z;
        return shoulder + unit * along + down * (below / Math.Max(down.LengthMm, 1e-6));
    }

    /// <summary>Goes on as somebody who was lost: with the number, from the place where it was found.</summary>
    public void TakeOver(FloorTrack found)
    {
        (Filter, Time, LastSeen, LastPlace) = (found.Filter, found.Time, found.LastSeen, found.LastPlace);
        found._joints.CopyTo(_joints, 0);
        (Matched, InView, LagSeconds, Recent) = (found.Matched, found.InView, found.LagSeconds, found.Known);
    }

    /// <summary>One coordinate, with its own noise and that of the place; what is too far off is left out.</summary>
    private void Correct(in Expected expected, double at, double noisePx, FloorOptions options, double sigmasMax)
    {
        double noise = noisePx * noisePx + options.PlaceNoiseMm * options.PlaceNoiseMm * expected.Slope.FloorSquared;
        Filter.Correct(expected.Slope, LagSeconds, at - expected.At, noise, sigmasMax);
    }

    /// <summary>Looks again from where it is believed to be now.</summary>
    private void Look(CameraModel camera)
    {
        if (BodyView.TrySee(camera, Filter.PlaceAt(LagSeconds), out BodyView view)) View = view;
    }

    /// <summary>A joint with its spread as a confidence: 255 for none, 1 for the most that is told.</summary>
    private static Joint Told(Point3 place, double spreadMm, FloorOptions options) => new(
        (int)Math.Round(place.X), (int)Math.Round(place.Y), (int)Math.Round(place.Z),
        (byte)(1 + 254 * Math.Max(0, 1 - spreadMm / options.JointSpreadMm)));
}
