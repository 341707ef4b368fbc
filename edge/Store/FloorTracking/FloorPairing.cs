using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>
/// Which detection of a picture is whom: minus twice the log likelihood of where it lies, given where each person is expected
/// in this picture and how uncertain that is, solved exactly.
/// </summary>
internal sealed class FloorPairing(FloorOptions options, Encounters encounters, int tracksMax, int bodiesMax)
{
    /// <summary>Detections in a picture that are nobody's, or far from whose they are; and how much oftener than not somebody is found.</summary>
    private const double StraysAPicture = 0.05, FoundOdds = 4;

    /// <summary>One look's clothes speak against a pair by at most so much: they may be somebody's arm in front.</summary>
    private const double ClothesNatsMax = 3;

    private readonly Assignment _assignment = new(tracksMax, bodiesMax);
    private readonly int[] _rows = new int[tracksMax], _columns = new int[bodiesMax];
    private double[] _costs = new double[1_024];
    private double _aloneCost;
    private StoreTime _time;

    /// <summary>The next picture is one of this camera: how likely a detection there is a stray one, so much is a pair worth.</summary>
    public void Begin(CameraModel camera, StoreTime time)
    {
        _time = time;
        _aloneCost = 2 * Elementary.Log(FoundOdds * camera.Intrinsics.Width * camera.Intrinsics.Height / (2 * Math.PI * StraysAPicture));
    }

    /// <summary>Gives bodies that nobody has to tracks that have none, and notes it in both.</summary>
    /// <param name="tracks">Everybody, as expected in the picture.</param>
    /// <param name="takes">Which of them take part.</param>
    /// <param name="bodies">What was detected, the surest first.</param>
    /// <param name="taken">Which of these somebody has.</param>
    /// <param name="from">The first that takes part.</param>
    /// <param name="to">Behind the last.</param>
    /// <param name="gateSigmas">What is farther off than so many standard deviations is somebody else.</param>
    public void Match(
        List<FloorTrack> tracks, ReadOnlySpan<bool> takes, ReadOnlySpan<SeenBody> bodies, Span<bool> taken, int from, int to, double gateSigmas)
    {
        int rows = 0, columns = 0;
        for (int t = 0; t < tracks.Count; t++)
            if (takes[t] && tracks[t].InView && tracks[t].Matched < 0) _rows[rows++] = t;
        for (int b = from; b < to; b++)
            if (!taken[b]) _columns[columns++] = b;
        if (rows == 0 || columns == 0) return;
        if (_costs.Length < rows * columns) _costs = new double[2 * rows * columns];
        for (int row = 0, at = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) _costs[at++] = Cost(tracks[_rows[row]], bodies[_columns[column]], gateSigmas, _aloneCost);
        ReadOnlySpan<int> pairs = _assignment.Solve(_costs, rows, columns, _aloneCost);
        for (int row = 0; row < rows; row++)
        {
            if (pairs[row] < 0) continue;
            tracks[_rows[row]].Matched = _columns[pairs[row]];
            taken[_columns[pairs[row]]] = true;
        }
        NoteEncounters(tracks, pairs, columns);
    }

    /// <summary>Takes out detections that may be outliers of somebody missing in this picture: they move nobody, and begin nobody.</summary>
    /// <param name="tracks">Everybody, as expected in the picture.</param>
    /// <param name="takes">Whose outliers are looked for.</param>
    /// <param name="bodies">What was detected, the surest first.</param>
    /// <param name="taken">Which of these somebody has; gets the outliers.</param>
    /// <param name="to">Behind the last that takes part.</param>
    /// <param name="gateSigmas">What is farther off than so many standard deviations is somebody else.</param>
    public void SetAside(List<FloorTrack> tracks, ReadOnlySpan<bool> takes, ReadOnlySpan<SeenBody> bodies, Span<bool> taken, int to, double gateSigmas)
    {
        for (int t = 0; t < tracks.Count; t++)
        {
            if (!takes[t] || !tracks[t].InView || tracks[t].Matched >= 0) continue;
            double least = double.PositiveInfinity;
            int nearest = -1;
            for (int b = 0; b < to; b++)
            {
                if (taken[b]) continue;
                double cost = Cost(tracks[t], bodies[b], gateSigmas, double.PositiveInfinity);
                if (cost < least) (least, nearest) = (cost, b);
            }
            if (nearest >= 0) taken[nearest] = true;
        }
    }

    /// <summary>
    /// Whether two may stand in one place, as far as is known: who only stands behind the other in this picture is told apart by
    /// the next one of another camera, whichever way this one went.
    /// </summary>
    private bool AreTogether(FloorTrack a, FloorTrack b, double margin)
    {
        Point3 away = a.Filter.PlaceAt(a.LagSeconds) - b.Filter.PlaceAt(b.LagSeconds);
        return (a.Filter.Spread + b.Filter.Spread + FloorSpread.Round(options.PlaceNoiseMm)).DistanceSquared(away.X, away.Y) < margin;
    }

    /// <summary>Pairs that are hardly likelier than the same two the other way round.</summary>
    private void NoteEncounters(List<FloorTrack> tracks, ReadOnlySpan<int> pairs, int columns)
    {
        double margin = 2 * Elementary.Log(options.SureOdds);
        for (int i = 0; i < pairs.Length; i++)
        {
            if (pairs[i] < 0) continue;
            for (int j = i + 1; j < pairs.Length; j++)
            {
                if (pairs[j] < 0) continue;
                double straight = _costs[i * columns + pairs[i]] + _costs[j * columns + pairs[j]];
                double crossed = _costs[i * columns + pairs[j]] + _costs[j * columns + pairs[i]];
                if (crossed - straight < margin && AreTogether(tracks[_rows[i]], tracks[_rows[j]], margin)) encounters.Note(tracks[_rows[i]], tracks[_rows[j]], _time, mixed: true);
            }
        }
    }

    private double Cost(FloorTrack track, in SeenBody seen, double gateSigmas, double limit)
    {
        ref readonly BodyView view = ref track.View;
        double noise = (seen.HasHead ? options.HeadNoiseHeights : options.EdgeNoiseHeights) * seen.SizePx;
        Expected u = seen.HasHead ? view.HeadU : view.MiddleU;
        Expected v = seen.HasHead ? view.HeadV : seen.TopCut ? view.Bottom : view.Top;
        double du = (seen.HasHead ? seen.Head.U : seen.Box.CentreX) - u.At;
        double dv = (seen.HasHead ? seen.Head.V : seen.TopCut ? seen.Box.Bottom : seen.Box.Top) - v.At;
        double place = options.PlaceNoiseMm * options.PlaceNoiseMm;
        double uu = 1 + noise * noise + place * u.Slope.FloorSquared + track.Filter.Variance(u.Slope, track.LagSeconds);
        double vv = 1 + noise * noise + place * v.Slope.FloorSquared + track.Filter.Variance(v.Slope, track.LagSeconds);
        double uv = track.Filter.Covariance(u.Slope, v.Slope, track.LagSeconds);
        var spread = new FloorSpread(uu, uv, vv);
        double away = spread.DistanceSquared(du, dv);
        // Both variances are above 1 px², so that the logarithm, and with it every cost, is above 0.
        double cost = away + Elementary.Log(spread.Determinant);
        if (seen.Clothes.Seen) cost += 2 * Math.Min(ClothesNatsMax, Encounters.TailShare * track.Known.Clothes.Surprise(seen.Clothes));
        return away <= gateSigmas * gateSigmas && cost <= limit ? cost : double.PositiveInfinity;
    }
}
