using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>
/// Follows people over the floor: detections of several cameras' pictures in, each at its own capture time, people with one number a visit
/// out. Cameras need not be synchronised, and pictures may overtake each other a little. The same pictures in the same order give the
/// same people on any machine, in whatever order a picture's detections come. One thread's; no memory is allocated once as many people have
/// been followed at a time as ever will.
/// </summary>
public sealed class FloorTracker
{
    /// <summary>More people than this at a time are not followed; each one is counted.</summary>
    public const int PeopleMax = 128;

    /// <summary>More detections than this in a picture: the least sure are left out, and counted.</summary>
    public const int BodiesMax = 256;

    /// <summary>Who stands in front has the lower feet, and must cover so much of the width to hide another's.</summary>
    private const double CoverShare = 0.5;

    private readonly IReadOnlyList<Camera> _cameras;
    private readonly FloorOptions _options;
    private readonly WristMemory _wrists;
    private readonly Furniture? _furniture;
    private readonly Sightlines _sightlines;
    private readonly Encounters _encounters;
    private readonly FloorPairing _pairing;
    private readonly FloorLives _lives;
    private readonly DetectionOrder _order = new(BodiesMax);
    private readonly Detection[] _detections = new Detection[BodiesMax];
    private readonly SeenBody[] _bodies = new SeenBody[BodiesMax], _sorted = new SeenBody[BodiesMax];
    private readonly bool[] _taken = new bool[BodiesMax], _numbered = new bool[BodiesMax], _takes = new bool[PeopleMax];
    private readonly FloorSighting[] _sightings = new FloorSighting[PeopleMax];
    private readonly FloorDoubts _doubts = new(PeopleMax);
    private int _sightingCount;

    /// <exception cref="ArgumentException">Options out of range.</exception>
    public FloorTracker(StoreLayout layout, FloorOptions options)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(options);
        string problems = string.Join("; ", options.Problems());
        if (problems.Length > 0) throw new ArgumentException(problems, nameof(options));
        (_cameras, _options) = (layout.Cameras, options);
        _wrists = new WristMemory(layout.Cameras.Count);
        _sightlines = new Sightlines(layout);
        // Where people may come in anywhere, who stands still from the first moment on may be somebody.
        _furniture = layout.Gates.Count > 0 && options.NowhereMm > 0 ? new Furniture(layout.Cameras.Count) : null;
        _encounters = new Encounters(options, _doubts);
        _pairing = new FloorPairing(options, _encounters, PeopleMax, BodiesMax);
        _lives = new FloorLives(layout, options, _encounters, _doubts);
    }

    /// <summary>Capture time of the newest picture of any camera.</summary>
    public StoreTime Now { get; private set; } = StoreTime.Min;

    /// <summary>Who was told of with the last picture, in the order in which they were first seen; valid until the next one.</summary>
    public ReadOnlySpan<FloorSighting> Sightings => _sightings.AsSpan(0, _sightingCount);

    /// <summary>Whose numbers the last picture, or a leaving since, put in doubt; valid until the next picture.</summary>
    public ReadOnlySpan<FloorDoubt> Doubts => _doubts.All;

    /// <summary>How many have a number now, the lost included.</summary>
    public int PeopleCount => _lives.ConfirmedCount;

    /// <summary>How often what went how.</summary>
    public FloorCounters Counters => _lives.Counters;

    /// <summary>
    /// One picture of a camera: what was detected in it, also when that is nothing. False when it is so much later than others
    /// that it is passed over.
    /// </summary>
    /// <param name="cameraIndex">Index in <see cref="StoreLayout.Cameras"/>.</param>
    /// <param name="captured">When the picture was taken.</param>
    /// <param name="frame">What is in it.</param>
    public bool Update(int cameraIndex, StoreTime captured, in DetectionsFrame frame)
    {
        _sightingCount = 0;
        _doubts.Clear();
        if (Now - captured > _options.LagUs)
        {
            Counters.PicturesLate++;
            return false;
        }
        CameraModel camera = _cameras[cameraIndex].Model;
        Now = StoreTime.Later(Now, captured);
        ReadOnlySpan<SeenBody> bodies = Sort(camera, frame);
        List<FloorTrack> tracks = _lives.Tracks;
        for (int t = 0; t < tracks.Count; t++) tracks[t].Expect(camera, captured, _options);
        _pairing.Begin(camera, captured);
        LeaveOutFurniture(cameraIndex, bodies);
        Match(bodies, captured);
        NoteFurniture(cameraIndex, captured, bodies);
        for (int t = 0; t < tracks.Count; t++)
            if (tracks[t].Matched >= 0) tracks[t].See(camera, captured, bodies[tracks[t].Matched], _options);
        _lives.End(Now);
        _lives.Weigh(camera, bodies);
        _lives.NoteApart(captured);
        _lives.Begin(camera, captured, bodies, _taken);
        _lives.Confirm(captured);
        _lives.Merge(captured);
        _lives.NoteNear(captured);
        _encounters.Look(tracks, bodies);
        NoteWrists(cameraIndex, camera, captured, bodies);
        Tell(captured);
        return true;
    }

    /// <summary>This person has left: whoever comes next is somebody else. <see cref="Doubts"/> gets more where it is not sure that it was this one.</summary>
    public void Forget(long id)
    {
        _encounters.Leave(id);
        _lives.Forget(id);
    }

    /// <summary>Capture time of the newest picture of a camera.</summary>
    /// <param name="cameraIndex">Index in <see cref="StoreLayout.Cameras"/>.</param>
    public StoreTime LastPicture(int cameraIndex) => _wrists.Last(cameraIndex);

    /// <summary>Whose hand is at a place in a camera's picture: by the wrists of that picture, or of the ones just before and after it.</summary>
    /// <param name="cameraIndex">Index in <see cref="StoreLayout.Cameras"/>.</param>
    /// <param name="captured">When the picture was taken.</param>
    /// <param name="x">Place in the picture, px to the right …</param>
    /// <param name="y">… and downwards.</param>
    /// <param name="width">The picture's width, px.</param>
    /// <param name="height">Its height, px.</param>
    /// <param name="right">Which hand is said to be there; null where nobody says.</param>
    /// <param name="owners">Gets the hands that it may be, likeliest first.</param>
    /// <returns>How many there are; 0 for nobody's whom the floor follows.</returns>
    public int WhoseHand(int cameraIndex, StoreTime captured, float x, float y, int width, int height, bool? right, Span<WristOwner> owners) =>
        _wrists.Find(cameraIndex, captured, _cameras[cameraIndex].Model.PixelAt(x, y, width, height), right, owners);

    private void NoteWrists(int cameraIndex, CameraModel camera, StoreTime captured, ReadOnlySpan<SeenBody> bodies)
    {
        _wrists.Picture(cameraIndex, captured);
        List<FloorTrack> tracks = _lives.Tracks;
        for (int t = 0; t < tracks.Count; t++)
        {
            if (!tracks[t].Confirmed || tracks[t].Matched < 0) continue;
            ref readonly SeenBody body = ref bodies[tracks[t].Matched];
            for (JointKind wrist = JointKind.LeftWrist; wrist <= JointKind.RightWrist; wrist++)
                if (body.TryJoint(camera, wrist, out Pixel at)) _wrists.Note(cameraIndex, captured, at, body.SizePx, tracks[t].Id, wrist == JointKind.RightWrist, tracks[t].ArmsCrossed);
        }
    }

    /// <summary>People among the detections, the surest first.</summary>
    private ReadOnlySpan<SeenBody> Sort(CameraModel camera, in DetectionsFrame frame)
    {
        int people = 0;
        for (int i = 0; i < frame.Boxes.Length; i++)
        {
            ref readonly DetectedBox box = ref frame.Boxes[i];
            if (box.Class != DetectedBox.Person || box.Score < _options.FaintScore) continue;
            if (people == BodiesMax)
            {
                Counters.BodiesRefused++;
                continue;
            }
            _bodies[people] = SeenBody.Of(camera, box, frame.Width, frame.Height);
            _detections[people] = new Detection(_bodies[people].Box, box.Score);
            people++;
        }
        Counters.BodiesRefused += _order.Sort(_detections.AsSpan(0, people));
        Span<SeenBody> unsorted = _bodies.AsSpan(0, people);
        for (int rank = 0; rank < _order.Count; rank++) _sorted[rank] = unsorted[_order[rank]];
        Span<SeenBody> sorted = _sorted.AsSpan(0, _order.Count);
        for (int b = 0; b < sorted.Length; b++)
        {
            sorted[b].FeetHidden = IsBehind(sorted, b) || IsBehindShelves(camera, sorted[b]);
            if (sorted[b].Clothes.Seen && !IsChestClear(sorted, b)) sorted[b].Clothes = default;
        }
        Array.Clear(_taken, 0, sorted.Length);
        return sorted;
    }

    private static bool IsBehind(ReadOnlySpan<SeenBody> bodies, int behind)
    {
        PixelBox box = bodies[behind].Box;
        for (int b = 0; b < bodies.Length; b++)
        {
            PixelBox front = bodies[b].Box;
            if (b == behind || front.Bottom <= box.Bottom || front.Top >= box.Bottom) continue;
            if (Math.Min(front.Right, box.Right) - Math.Max(front.Left, box.Left) > CoverShare * box.Width) return true;
        }
        return false;
    }

    /// <summary>Whether shelves are what is seen just below a body: what ends there are not its feet, or they may be hidden.</summary>
    private bool IsBehindShelves(CameraModel camera, in SeenBody body)
    {
        var below = new Pixel(body.Box.CentreX, body.Box.Bottom + 2 * _options.EdgeNoiseHeights * body.SizePx);
        return camera.TryAtHeight(below, 0, out Point3 floor) && !_sightlines.IsClear(camera.Position, floor);
    }

    /// <summary>Whether what was seen of the clothes is in nobody else's box.</summary>
    private static bool IsChestClear(ReadOnlySpan<SeenBody> bodies, int of)
    {
        if (!bodies[of].TryChest(out Pixel chest)) return false;
        for (int b = 0; b < bodies.Length; b++)
            if (b != of && bodies[b].Box.Holds(chest)) return false;
        return true;
    }

    private void LeaveOutFurniture(int camera, ReadOnlySpan<SeenBody> bodies)
    {
        if (_furniture is null) return;
        for (int b = 0; b < bodies.Length; b++)
        {
            if (!_furniture.Holds(camera, bodies[b].Box)) continue;
            _taken[b] = true;
            Counters.BodiesStill++;
        }
    }

    /// <summary>What is left when everybody with a number has been found.</summary>
    private void NoteFurniture(int camera, StoreTime captured, ReadOnlySpan<SeenBody> bodies)
    {
        if (_furniture is null) return;
        List<FloorTrack> tracks = _lives.Tracks;
        _numbered.AsSpan(0, bodies.Length).Clear();
        for (int t = 0; t < tracks.Count; t++)
            if (tracks[t].Confirmed && tracks[t].Matched >= 0) _numbered[tracks[t].Matched] = true;
        for (int b = 0; b < bodies.Length; b++)
            if (!_numbered[b]) _furniture.Note(camera, captured, bodies[b].Box);
    }

    private void Match(ReadOnlySpan<SeenBody> bodies, StoreTime captured)
    {
        int sure = 0;
        while (sure < bodies.Length && bodies[sure].Score >= _options.SureScore) sure++;
        List<FloorTrack> tracks = _lives.Tracks;
        // First those with a number who are not lost, and faint detections to the rest of them. What is then left near somebody who is
        // missing in this picture is an outlier of theirs: it moves nobody and begins nobody. Whoever is lost is found again as somebody
        // new is, by several pictures: a single false one must not carry them off. Then the new ones.
        for (int t = 0; t < tracks.Count; t++) _takes[t] = tracks[t].Confirmed && captured - tracks[t].LastSeen <= _options.CoastUs;
        _pairing.Match(tracks, _takes, bodies, _taken, 0, sure, _options.GateSigmas);
        _pairing.Match(tracks, _takes, bodies, _taken, sure, bodies.Length, _options.GateSigmas);
        _pairing.SetAside(tracks, _takes, bodies, _taken, sure, _options.WideGateSigmas);
        for (int t = 0; t < tracks.Count; t++) _takes[t] = !tracks[t].Confirmed;
        _pairing.Match(tracks, _takes, bodies, _taken, 0, sure, _options.GateSigmas);
    }

    private void Tell(StoreTime captured)
    {
        List<FloorTrack> tracks = _lives.Tracks;
        for (int t = 0; t < tracks.Count; t++)
        {
            FloorTrack track = tracks[t];
            if (!track.Confirmed || track.Matched < 0 || captured - track.LastTold < _options.TellUs) continue;
            track.LastTold = captured;
            _sightings[_sightingCount++] = new FloorSighting(captured, new PersonObservation(track.Id, track.Joints(captured, _options)));
        }
    }
}
