using O4O.Edge.Store.BoxTracking;
using O4O.Simulator.TrackScoring;

namespace O4O.Simulator.Tests.TrackScoring;

/// <summary>
/// TUD-Campus and TUD-Stadtmitte with the detections that SORT was published with. The marks are SORT's on exactly these, as
/// py-motmetrics counts them.
/// </summary>
public sealed class Mot15Tests
{
    private const double Agreement = 0.001;
    private static readonly (string Name, double Mota, double Idf1, int Fp, int Fn, int Switches)[] Sort =
        [("TUD-Campus", 0.627, 0.606, 15, 113, 6), ("TUD-Stadtmitte", 0.717, 0.735, 22, 295, 10)];

    /// <summary>The metrics and the peer at once: another rule, or another way of counting, would give other figures.</summary>
    [Mot15Fact]
    public void SortsRule_OnItsOwnDetections_ScoresWhatWasPublished()
    {
        foreach (var mark in Sort)
        {
            TrackScore score = TrackScorer.Of(Truth(mark.Name), TrackRun.FollowAsSort(Detections(mark.Name)));

            Assert.Equal((mark.Fp, mark.Fn, mark.Switches), (score.Fp, score.Fn, score.Switches));
            Assert.InRange(score.Mota, mark.Mota - Agreement, mark.Mota + Agreement);
            Assert.InRange(score.Idf1, mark.Idf1 - Agreement, mark.Idf1 + Agreement);
        }
    }

    [Mot15Fact]
    public void Tracker_WithOneSetOfOptions_IsAboveSortOnBoth()
    {
        foreach (var mark in Sort)
        {
            TrackScore score = TrackScorer.Of(Truth(mark.Name), TrackRun.Follow(Detections(mark.Name), 25, new BoxTrackerOptions()));

            Assert.True(score.Mota > mark.Mota, $"{mark.Name}: MOTA {score.Mota}");
            Assert.True(score.Idf1 > mark.Idf1, $"{mark.Name}: IDF1 {score.Idf1}");
        }
    }

    /// <summary>Not luck with these very boxes: detections dropped and shaken, many times over, and SORT beside it on the same.</summary>
    [Mot15Fact]
    public void Tracker_OnWorseDetections_StaysFarAboveSort()
    {
        const int Times = 8;
        foreach (var mark in Sort)
        {
            IReadOnlyList<MotRow> truth = Truth(mark.Name), detections = Detections(mark.Name);
            double mota = 0, idf1 = 0;
            for (int seed = 1; seed <= Times; seed++)
            {
                MotRow[] worse = Worse(detections, seed);
                TrackScore ours = TrackScorer.Of(truth, TrackRun.Follow(worse, 25, new BoxTrackerOptions()));
                TrackScore theirs = TrackScorer.Of(truth, TrackRun.FollowAsSort(worse));
                mota += (ours.Mota - theirs.Mota) / Times;
                idf1 += (ours.Idf1 - theirs.Idf1) / Times;
            }

            Assert.True(mota > 0.05, $"{mark.Name}: MOTA {mota} above SORT's");
            Assert.True(idf1 > 0.05, $"{mark.Name}: IDF1 {idf1} above SORT's");
        }
    }

    /// <summary>One in ten is missing; the edges of the others wander by 2 % of the height, one standard deviation.</summary>
    private static MotRow[] Worse(IReadOnlyList<MotRow> detections, int seed)
    {
        var random = new Random(seed);
        double Shake(double height) => 0.02 * height * Enumerable.Range(0, 12).Sum(_ => random.NextDouble() - 0.5);
        return
        [
            .. detections.Where(_ => random.NextDouble() >= 0.1).Select(d =>
            {
                double height = d.Box.Height;
                return d with { Box = new PixelBox(d.Box.Left + Shake(height), d.Box.Top + Shake(height), Math.Max(2, d.Box.Width + Shake(height)), Math.Max(2, height + Shake(height))) };
            }),
        ];
    }

    private static IReadOnlyList<MotRow> Truth(string name) => MotFile.ReadTruth(Mot15FactAttribute.PathOf(name, "gt.txt"));

    private static IReadOnlyList<MotRow> Detections(string name) => MotFile.Read(Mot15FactAttribute.PathOf(name, "det.txt"));
}
