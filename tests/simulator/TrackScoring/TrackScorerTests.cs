using System.Text.Json;
using O4O.Edge.Store.BoxTracking;
using O4O.Simulator.TrackScoring;

namespace O4O.Simulator.Tests.TrackScoring;

/// <summary>
/// Small cases whose figures can be had with a pencil. People and tracks are words: a letter a frame says where (a box per letter,
/// far apart from the others), a dot says nowhere.
/// </summary>
public sealed class TrackScorerTests
{
    [Fact]
    public void Score_OfPerfectTracks_IsOne()
    {
        TrackScore score = Score(["aaaa", "bbbb"], ["bbbb", "aaaa"]);

        Assert.Equal(new TrackScore(1, 1, 1, 1, 1, 0, 0, 0, 2, 0), score);
    }

    [Fact]
    public void Score_OfNoTracks_MissesAll()
    {
        TrackScore score = Score(["aaaa", "bb.."], []);

        Assert.Equal(new TrackScore(0, 0, 0, 0, 0, 0, 6, 0, 0, 2), score);
    }

    [Fact]
    public void Score_OfATrackWhereNobodyIs_CountsFalsePositives()
    {
        TrackScore score = Score(["aaaa"], ["aaaa", "zz.."]);

        Assert.Equal((2, 0, 0.5, 4.0 / 6), (score.Fp, score.Fn, score.Mota, score.Precision));
        Assert.Equal(2.0 * 4 / (4 + 6), score.Idf1);
    }

    [Fact]
    public void Score_OfAPersonCutInTwoTracks_IsOneSwitch()
    {
        TrackScore score = Score(["aaaaaa"], ["aaaa..", "....aa"]);

        Assert.Equal((1, 0, 0), (score.Switches, score.Fp, score.Fn));
        Assert.Equal(1 - 1.0 / 6, score.Mota, 12);
        Assert.Equal(2.0 * 4 / 12, score.Idf1, 12);
        // Every box is found: DetA 1. AssA: 4 of 6 boxes by a track of 4 (4/6), 2 of 6 by a track of 2 (2/6).
        Assert.Equal(Math.Sqrt((4 * (4.0 / 6) + 2 * (2.0 / 6)) / 6), score.Hota, 12);
    }

    [Fact]
    public void Score_OfASwitchAfterAGap_StillCounts()
    {
        TrackScore score = Score(["aaaaaaaa"], ["aa......", "......aa"]);

        Assert.Equal((1, 4, 0), (score.Switches, score.Fn, score.Fp));
    }

    [Fact]
    public void Score_OfTwoWhoSwapTracks_IsTwoSwitches()
    {
        TrackScore score = Score(["aaaa", "bbbb"], ["aabb", "bbaa"]);

        Assert.Equal((2, 0.75, 0.5), (score.Switches, score.Mota, score.Idf1));
    }

    [Fact]
    public void Score_OfWhoIsFoundFourFifthsOrLessThanOneFifth_TellsMostlyTrackedAndLost()
    {
        TrackScore score = Score(["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", "dddddddddd"], ["aaaaaaaa..", "bbbbbbb...", "cc........", "d........."]);

        Assert.Equal((1, 1), (score.MostlyTracked, score.MostlyLost));
    }

    [Fact]
    public void Score_OfAPairThatIsStillGoodEnough_KeepsItThoughAnotherIsBetter()
    {
        MotRow[] truth = [Row(1, 1, 0), Row(2, 1, 0)];
        MotRow[] tracks = [Row(1, 7, 0), Row(2, 7, 30), Row(2, 8, 0)];

        TrackScore score = TrackScorer.Of(truth, tracks);

        Assert.Equal((0, 1), (score.Switches, score.Fp)); // an overlap of 70/130 is enough to stay
    }

    [Theory]
    [InlineData(33, 0)]
    [InlineData(34, 1)]
    public void Score_OfAnOverlapAroundOneHalf_IsRightFromThere(double shift, int wrong)
    {
        // Shifted by d of 100 px: (100 − d) / (100 + d), one half at 33.3.
        TrackScore score = TrackScorer.Of([Row(1, 1, 0)], [Row(1, 1, shift)]);

        Assert.Equal((wrong, wrong), (score.Fp, score.Fn));
    }

    [Fact]
    public void Hota_OfALooseBox_IsTheShareOfThresholdsThatItPasses()
    {
        // Overlap 60/140 = 0.43: passes 0.05 to 0.40, eight of nineteen, each with DetA and AssA of 1.
        TrackScore score = TrackScorer.Of([Row(1, 1, 0)], [Row(1, 1, 40)]);

        Assert.Equal(8.0 / 19, score.Hota, 12);
    }

    [Fact]
    public void Json_OfAScore_HasTheNamesThatWerePromised()
    {
        using JsonDocument json = JsonDocument.Parse(TrackScoreText.Json(Score(["aaaa"], ["aa.z"])));

        Assert.Equal(
            ["mota", "idf1", "hota", "precision", "recall", "fp", "fn", "switches", "mostlyTracked", "mostlyLost"],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(0.25, json.RootElement.GetProperty("mota").GetDouble());
        Assert.Equal(2, json.RootElement.GetProperty("fn").GetInt32());
    }

    private static TrackScore Score(string[] people, string[] tracks) => TrackScorer.Of(Rows(people), Rows(tracks));

    private static MotRow[] Rows(string[] words) =>
        [.. words.SelectMany((word, id) => word.Select((place, frame) => (place, frame)).Where(p => p.place != '.').Select(p => Row(p.frame + 1, id + 1, 1_000 * (p.place - 'a'))))];

    private static MotRow Row(int frame, long id, double left) => new(frame, id, new PixelBox(left, 0, 100, 200), 1, 0);
}
