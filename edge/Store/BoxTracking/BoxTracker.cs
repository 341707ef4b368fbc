using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.BoxTracking;

/// <summary>
/// Follows people through the pictures of one camera: detections in, tracks out. Each moves on by a Kalman filter; detections are
/// given to tracks in two stages by confidence (ByteTrack, Zhang and others 2022), those left over to missing tracks by place
/// (the recovery of OC-SORT, Cao and others 2023), the rest begin tracks. Time is the capture time; frames are never counted.
/// The same pictures give the same tracks on any machine, in whatever order a picture's detections come. One thread's; no
/// memory is allocated once as many tracks have been alive at a time as ever will.
/// </summary>
public sealed class BoxTracker
{
    /// <summary>More tracks than this at a time are not begun; each one is counted.</summary>
    public const int TracksMax = 256;

    /// <summary>More detections than this in one picture: the least sure are left out, and counted.</summary>
    public const int DetectionsMax = 256;

    /// <summary>A pair costs at most 1, so that a pair more is always better than a cheaper one.</summary>
    private const double AloneCost = 1_000;

    /// <summary>A faint detection is often cut off or too large.</summary>
    private const double FaintLooseness = 2;

    /// <summary>Who stands in front has the lower feet; so many heights may be missing of them.</summary>
    private const double FeetHeights = 0.05;

    private readonly BoxTrackerOptions _options;
    private readonly Assignment _assignment = new(TracksMax, DetectionsMax);
    private readonly DetectionOrder _order = new(DetectionsMax);
    private readonly List<BoxTrack> _tracks = new(TracksMax);
    private readonly Stack<BoxTrack> _spare = new(TracksMax);
    private readonly TrackedBox[] _told = new TrackedBox[TracksMax];
    private readonly PixelBox[] _whole = new PixelBox[TracksMax], _visible = new PixelBox[TracksMax];
    private readonly bool[] _taken = new bool[DetectionsMax];
    private readonly int[] _rows = new int[TracksMax], _columns = new int[DetectionsMax];
    private double[] _costs = new double[1_024];
    private int _toldCount;
    private long _ids;

    /// <summary>Throws <see cref="ArgumentException"/> for options that are out of range.</summary>
    public BoxTracker(BoxTrackerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string problems = string.Join("; ", options.Problems());
        if (problems.Length > 0) throw new ArgumentException(problems, nameof(options));
        _options = options;
    }

    private enum Stage
    {
        Sure,
        Faint,
        Place,
        Tentative,
    }

    /// <summary>Capture time of the newest picture.</summary>
    public StoreTime Now { get; private set; } = StoreTime.Min;

    /// <summary>Everybody followed, in the order of their numbers; valid until the next picture.</summary>
    public ReadOnlySpan<TrackedBox> Tracks => _told.AsSpan(0, _toldCount);

    /// <summary>Detections that could not be used: no area, no number, a confidence outside 0 to 1, or too many.</summary>
    public long DetectionsRefused { get; private set; }

    /// <summary>Tracks that were not begun because there were too many.</summary>
    public long TracksRefused { get; private set; }

    /// <summary>Pictures that were not newer than the newest, and were passed over.</summary>
    public long PicturesLate { get; private set; }

    /// <summary>
    /// One picture: what was detected in it, in any order, also when that is nothing. False when it is not newer than the
    /// newest one; then nothing changes.
    /// </summary>
    public bool Update(StoreTime time, ReadOnlySpan<Detection> detections)
    {
        if (time <= Now)
        {
            PicturesLate++;
            return false;
        }
        Now = time;
        DetectionsRefused += _order.Sort(detections);
        Array.Clear(_taken, 0, _order.Count);
        for (int t = 0; t < _tracks.Count; t++)
        {
            _tracks[t].Predict(time, _options);
            _whole[t] = _tracks[t].Box;
            _visible[t] = _tracks[t].VisibleBox;
        }
        int sure = _order.RankBelow(detections, _options.SureConfidence), faint = _order.RankBelow(detections, _options.FaintConfidence);
        Match(Stage.Sure, detections, 0, sure);
        Match(Stage.Faint, detections, sure, faint);
        Match(Stage.Place, detections, 0, sure);
        Match(Stage.Tentative, detections, 0, sure);
        End();
        Begin(detections, sure);
        Tell();
        return true;
    }

    /// <summary>Gives the detections of these ranks that nobody has to the tracks of a stage that have none, as cheaply as can be.</summary>
    private void Match(Stage stage, ReadOnlySpan<Detection> detections, int fromRank, int toRank)
    {
        int rows = 0, columns = 0;
        for (int t = 0; t < _tracks.Count; t++)
            if (Takes(stage, _tracks[t])) _rows[rows++] = t;
        if (rows == 0) return;
        for (int rank = fromRank; rank < toRank; rank++)
            if (!_taken[rank]) _columns[columns++] = rank;
        if (columns == 0) return;
        if (_costs.Length < rows * columns) _costs = new double[2 * rows * columns];
        for (int row = 0, at = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                _costs[at++] = Cost(stage, _rows[row], detections[_order[_columns[column]]].Box);
        ReadOnlySpan<int> pairs = _assignment.Solve(_costs, rows, columns, AloneCost);
        for (int row = 0; row < rows; row++)
        {
            if (pairs[row] < 0) continue;
            int rank = _columns[pairs[row]];
            _taken[rank] = true;
            _tracks[_rows[row]].See(detections[_order[rank]], _order[rank], stage == Stage.Faint ? FaintLooseness : 1, _options);
        }
    }

    private bool Takes(Stage stage, BoxTrack track) => !track.IsSeen && stage switch
    {
        Stage.Tentative => !track.Confirmed,
        Stage.Faint => track.Confirmed && Now - track.LastSeen <= _options.FaintUs,
        _ => track.Confirmed,
    };

    private double Cost(Stage stage, int t, in PixelBox detected) => stage == Stage.Place
        ? Association.ByPlace(_tracks[t], detected, _options.WanderHeights, _options.WanderSlackHeights)
        : Association.ByOverlap(
            _tracks[t], _whole[t], _visible[t], detected, stage == Stage.Faint ? _options.FaintOverlapMin : _options.OverlapMin, _options.SpeedMaxHeights);

    /// <summary>Forgets whoever is missing for too long.</summary>
    private void End()
    {
        int kept = 0;
        for (int t = 0; t < _tracks.Count; t++)
        {
            BoxTrack track = _tracks[t];
            if (Now - track.LastSeen <= (track.Confirmed ? _options.LostUs : _options.TentativeUs)) _tracks[kept++] = track;
            else _spare.Push(track);
        }
        _tracks.RemoveRange(kept, _tracks.Count - kept);
    }

    /// <summary>What is sure and nobody's begins a track, unless it is somebody a second time.</summary>
    private void Begin(ReadOnlySpan<Detection> detections, int sure)
    {
        for (int rank = 0; rank < sure; rank++)
        {
            ref readonly Detection detection = ref detections[_order[rank]];
            if (detection.Confidence < _options.BirthConfidence) return;
            if (_taken[rank] || IsTaken(detection.Box)) continue;
            if (_tracks.Count >= TracksMax)
            {
                TracksRefused++;
                continue;
            }
            BoxTrack track = _spare.Count > 0 ? _spare.Pop() : new BoxTrack();
            track.Begin(++_ids, Now, detection, _order[rank], _options);
            _tracks.Add(track);
        }
    }

    private bool IsTaken(in PixelBox box)
    {
        for (int t = 0; t < _tracks.Count; t++)
            if (_tracks[t].IsSeen && PixelBox.Overlap(_tracks[t].LastBox, box) >= _options.DuplicateOverlap) return true;
        return false;
    }

    private void Tell()
    {
        _toldCount = _tracks.Count;
        for (int t = 0; t < _tracks.Count; t++)
        {
            BoxTrack track = _tracks[t];
            _told[t] = new TrackedBox(track.Id, track.Box, track.Confidence, PhaseOf(track), track.FirstSeen, track.LastSeen, track.DetectionIndex);
        }
    }

    private TrackPhase PhaseOf(BoxTrack track)
    {
        if (!track.Confirmed) return TrackPhase.Tentative;
        if (track.IsSeen) return TrackPhase.Seen;
        long missingUs = Now - track.LastSeen;
        return missingUs <= _options.CoastUs || (missingUs <= _options.HiddenUs && IsHidden(track)) ? TrackPhase.Predicted : TrackPhase.Lost;
    }

    /// <summary>Whether somebody who is seen stands in front of it.</summary>
    private bool IsHidden(BoxTrack track)
    {
        PixelBox box = track.Box;
        for (int t = 0; t < _tracks.Count; t++)
        {
            if (!_tracks[t].IsSeen || !_tracks[t].Confirmed) continue;
            PixelBox front = _tracks[t].Box;
            if (front.Bottom < box.Bottom - FeetHeights * box.Height) continue;
            double width = Math.Min(front.Right, box.Right) - Math.Max(front.Left, box.Left);
            double height = Math.Min(front.Bottom, box.Bottom) - Math.Max(front.Top, box.Top);
            if (width > 0 && height > 0 && width * height >= _options.CoverMin * box.Area) return true;
        }
        return false;
    }
}
