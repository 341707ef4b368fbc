using O4O.Simulator.Commands;
using O4O.Simulator.TrackScoring;

namespace O4O.Simulator.Tests.TrackScoring;

/// <summary>The two commands on files that are as they should be, and on those that are not.</summary>
public sealed class TrackCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-track-").FullName;

    [Fact]
    public void Track_OfTwoWhoWalk_WritesRowsThatScoreOne()
    {
        string detections = Save("det.txt", Walk("-1", "0.95")), truth = Save("gt.txt", Walk("", "1"));

        Invoke(TrackCommand.Create(), "--detections", detections, "--fps", "25", "--out", InFolder("out.txt"));
        TrackScore score = TrackScorer.Of(MotFile.ReadTruth(truth), MotFile.ReadTracks(InFolder("out.txt")));

        Assert.Equal((1.0, 1.0, 0), (score.Mota, score.Idf1, score.Switches));
        Assert.Equal(10, File.ReadLines(InFolder("out.txt")).First().Split(',').Length);
    }

    [Theory]
    [InlineData("1,-1,10,10,20,40,0.9\n2,-1,10,x,20,40,0.9", "line 2: top is \"x\", which is no number")]
    [InlineData("1,-1,10,10,20", "line 1: 5 fields")]
    [InlineData("1.5,-1,10,10,20,40,0.9", "line 1: frame 1.5")]
    [InlineData("\n1,-1,10,10,20,40,44.9", "line 2: confidence 44.9 is not between 0 and 1; --confidence-max")]
    [InlineData("1,-1,10,10,NaN,40,0.9", "line 1: width is \"NaN\"")]
    public void Track_OfBrokenRows_NamesFileAndLine(string text, string expected)
    {
        string detections = Save("det.txt", text);

        var mistake = Assert.Throws<UserMistakeException>(() => Invoke(TrackCommand.Create(), "--detections", detections, "--fps", "25", "--out", InFolder("out.txt")));

        Assert.StartsWith(detections, mistake.Message, StringComparison.Ordinal);
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(InFolder("out.txt")));
    }

    [Theory]
    [InlineData("0", "--fps must be between 0.1 and 1000, not 0")]
    [InlineData("NaN", "--fps must be between")]
    public void Track_AtNoFrameRate_SaysSo(string fps, string expected)
    {
        string detections = Save("det.txt", Walk("-1", "0.95"));

        var mistake = Assert.Throws<UserMistakeException>(() => Invoke(TrackCommand.Create(), "--detections", detections, "--fps", fps, "--out", InFolder("out.txt")));

        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Track_OntoItsOwnDetections_Refuses()
    {
        string detections = Save("det.txt", Walk("-1", "0.95"));

        Assert.Throws<UserMistakeException>(() => Invoke(TrackCommand.Create(), "--detections", detections, "--fps", "25", "--out", detections));

        Assert.Equal(Walk("-1", "0.95"), File.ReadAllText(detections));
    }

    [Fact]
    public void Track_OfRowsOnTheDetectorsOwnScaleOrWithout_FollowsThem()
    {
        string percent = Save("percent.txt", Walk("-1", "95")), none = Save("none.txt", Walk("-1", "-1"));

        Invoke(TrackCommand.Create(), "--detections", percent, "--fps", "25", "--confidence-max", "100", "--out", InFolder("a.txt"));
        Invoke(TrackCommand.Create(), "--detections", none, "--fps", "25", "--out", InFolder("b.txt"));

        Assert.Equal(40, MotFile.ReadTracks(InFolder("a.txt")).Count);
        Assert.Equal(40, MotFile.ReadTracks(InFolder("b.txt")).Count);
    }

    [Theory]
    [InlineData("1,1,0,0,9,9,0", "1,1,0,0,9,9", "gt.txt: there is no row that counts")]
    [InlineData("1,1,0,0,9,9,1\n1,1,5,0,9,9,1", "1,1,0,0,9,9", "gt.txt, line 2: id 1 is in frame 1 twice")]
    [InlineData("1,1,0,0,9,9,1", "1,-1,0,0,9,9,0.9", "tracks.txt, line 1: id -1 is nobody's")]
    public void TrackScore_OfFilesThatAreNoTracks_SaysWhich(string truth, string tracks, string expected)
    {
        string gt = Save("gt.txt", truth), made = Save("tracks.txt", tracks);

        var mistake = Assert.Throws<UserMistakeException>(() => Invoke(TrackScoreCommand.Create(), "--truth", gt, "--tracks", made));

        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrackScore_OfAMistypedName_AsksForTheRightOne()
    {
        Save("gt.txt", Walk("", "1"));

        var mistake = Assert.Throws<UserMistakeException>(() => Invoke(TrackScoreCommand.Create(), "--truth", InFolder("gtt.txt"), "--tracks", InFolder("gt.txt")));

        Assert.Contains("there is no such file: did you mean \"gt.txt\"?", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfRowsSeparatedByBlanks_IsTheSame()
    {
        string path = Save("rows.txt", "3 -1  1.5 2\t10 20 0.5\n 4 , 2 , 1 , 2 , 10 , 20 \n");

        IReadOnlyList<MotRow> rows = MotFile.Read(path);

        Assert.Equal([(3, -1L, 1.5, 0.5), (4, 2L, 1.0, 1.0)], rows.Select(r => (r.Frame, r.Id, r.Box.Left, r.Confidence)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Two who walk for twenty frames; an empty id is the person's own.</summary>
    private static string Walk(string id, string confidence) => string.Concat(Enumerable.Range(1, 20).SelectMany(f => new[]
    {
        $"{f},{(id.Length > 0 ? id : "1")},{100 + 5 * f},100,70,200,{confidence},-1,-1,-1\n",
        $"{f},{(id.Length > 0 ? id : "2")},{900 - 5 * f},120,70,200,{confidence},-1,-1,-1\n",
    }));

    private static void Invoke(System.CommandLine.Command command, params string[] args) =>
        command.Parse(args).Invoke(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false });

    private string InFolder(string name) => Path.Combine(_folder, name);

    private string Save(string name, string text)
    {
        File.WriteAllText(InFolder(name), text);
        return InFolder(name);
    }
}
