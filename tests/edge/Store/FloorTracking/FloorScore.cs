using O4O.Edge.Store.Facts;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Tests.Store.FloorTracking;

/// <summary>How well a tracker followed a scene.</summary>
internal sealed class FloorScore
{
    /// <summary>Told so far off, it is somebody else.</summary>
    private const double FarMm = 700;
    private readonly Dictionary<int, long> _idOf = [];
    private readonly Dictionary<int, long> _lastTold = [];
    private readonly List<double> _off = [], _wristOff = [], _eitherOff = [];
    private int _wristsDue;

    public int Switches { get; private set; }
    public int Strays { get; private set; }
    public int Doubted { get; private set; }
    public double ShopperMinutes { get; private set; }
    public double P50Mm => Percentile(_off, 0.5);
    public double P95Mm => Percentile(_off, 0.95);
    public double WristP50Mm => Percentile(_wristOff, 0.5);
    public double WristP95Mm => Percentile(_wristOff, 0.95);

    /// <summary>How far off the nearer of both wrists is, whatever their names, and how often there is one.</summary>
    public double EitherP50Mm => Percentile(_eitherOff, 0.5);
    public double EitherP95Mm => Percentile(_eitherOff, 0.95);
    public double EitherShare => _wristsDue == 0 ? 0 : (double)_eitherOff.Count / _wristsDue;
    public double WristShare => _wristsDue == 0 ? 0 : (double)_wristOff.Count / _wristsDue;

    /// <summary>Share of the people's seconds in which somebody was told of within a quarter of a second.</summary>
    public double Followed { get; private set; }
    public FloorTracker Tracker { get; private init; } = null!;

    /// <summary>Sends a scene through a tracker.</summary>
    public static FloorScore Of(Scene scene, FloorOptions options)
    {
        var tracker = new FloorTracker(scene.Layout, options);
        var score = new FloorScore { Tracker = tracker };
        long told = 0;
        uint sequence = 0;
        foreach (SceneFrame frame in scene.Frames)
        {
            tracker.Update(
                frame.Camera, new StoreTime(frame.CapturedUs),
                new DetectionsFrame(new DeviceMark(1, sequence++, frame.CapturedUs), SceneCameras.Width, SceneCameras.Height, frame.Boxes));
            score.Doubted += tracker.Doubts.Length;
            foreach (ref readonly FloorSighting sighting in tracker.Sightings) told += score.Judge(scene, sighting);
        }
        double us = scene.People.Sum(p => (double)(scene.Frames[^1].CapturedUs - p.FromUs));
        score.ShopperMinutes = us / 60e6;
        score.Followed = told / us;
        return score;
    }

    private long Judge(Scene scene, in FloorSighting sighting)
    {
        Joint head = sighting.Person.Joints[JointKind.Head];
        Walker? nearest = null;
        double least = FarMm;
        foreach (Walker w in scene.People)
        {
            if (w.PlaceAt(sighting.Time.Us) is not { } place) continue;
            double d = Point3.FloorDistanceMm(place, head.Place);
            // Whoever it was before goes first: two who pass each other do not change numbers by being nearer for a moment.
            if (_idOf.GetValueOrDefault(w.Number) == sighting.Person.Track && d < FarMm) (least, nearest) = (-1, w);
            else if (d < least) (least, nearest) = (d, w);
        }
        if (nearest is null)
        {
            Strays++;
            return 0;
        }
        _off.Add(Point3.FloorDistanceMm(nearest.PlaceAt(sighting.Time.Us)!.Value, head.Place));
        if (_idOf.TryGetValue(nearest.Number, out long id) && id != sighting.Person.Track) Switches++;
        _idOf[nearest.Number] = sighting.Person.Track;
        long sinceUs = sighting.Time.Us - _lastTold.GetValueOrDefault(nearest.Number, nearest.FromUs);
        _lastTold[nearest.Number] = sighting.Time.Us;
        JudgeWrist(nearest, sighting);
        return Math.Min(sinceUs, 250_000);
    }

    private void JudgeWrist(Walker w, in FloorSighting sighting)
    {
        _wristsDue++;
        if (w.WristAt(sighting.Time.Us) is not { } at) return;
        Joint right = sighting.Person.Joints[JointKind.RightWrist], left = sighting.Person.Joints[JointKind.LeftWrist];
        if (right.Seen) _wristOff.Add((right.Place - at).LengthMm);
        double off = Math.Min(right.Seen ? (right.Place - at).LengthMm : double.PositiveInfinity, left.Seen ? (left.Place - at).LengthMm : double.PositiveInfinity);
        if (double.IsFinite(off)) _eitherOff.Add(off);
    }

    private static double Percentile(List<double> values, double share)
    {
        if (values.Count == 0) return double.NaN;
        values.Sort();
        return values[(int)Math.Min(values.Count - 1, share * values.Count)];
    }

    public override string ToString() =>
        $"switches {Switches} ({Switches / ShopperMinutes:f2}/min) strays {Strays} doubts {Doubted} p50 {P50Mm / 10:f1} cm p95 {P95Mm / 10:f1} cm followed {Followed:p1} "
        + $"wrist {WristShare:p0} p50 {WristP50Mm / 10:f1} p95 {WristP95Mm / 10:f1} cm | confirmed {Tracker.Counters.Confirmed} again {Tracker.Counters.FoundAgain} merged {Tracker.Counters.Merged} late {Tracker.Counters.PicturesLate}";
}
