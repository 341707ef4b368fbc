using O4O.Edge.Host.Configuration;
using O4O.Edge.Host.Service;
using O4O.Edge.Wire;
using O4O.Settings;
using Xunit;

namespace O4O.Edge.Tests.Host;

/// <summary>Whether pictures are recorded is said in one place, and off unless it is.</summary>
public sealed class RecordingSettingsTests
{
    [Fact]
    public void Settings_ThatSayNothing_RecordNoPicturesAndAskForNone()
    {
        EdgeSettings settings = Parse("").Value!;
        int said = 0;
        var call = new PictureCall(settings.Recording.Frames, _ => ++said > 0);

        for (int second = 0; second < 60; second++) call.Second();

        Assert.Null(settings.Recording.Frames);
        Assert.Equal(0, said);
    }

    [Fact]
    public void Call_OfAnEdgeThatRecords_IsRepeatedInTimeAndAtOnceWhereNobodyHeardIt()
    {
        EdgeSettings settings = Parse(", \"recording\": { \"frames\": { \"quality\": 70 } }").Value!;
        List<(int Second, RecordPayload Said)> said = [];
        int second = 0;
        var call = new PictureCall(settings.Recording.Frames, bytes =>
        {
            said.Add((second, RecordPayload.Read(bytes)!));
            return second >= 3; // the broker is not there before
        });

        for (; second < 30; second++) call.Second();

        Assert.Equal([0, 1, 2, 3, 8, 13, 18, 23, 28], said.Select(s => s.Second));
        Assert.All(said, s => Assert.Equal(70, s.Said.Quality));
        Assert.All(said, s => Assert.InRange(s.Said.KeepMs, 10_000, RecordPayload.KeepMsMax)); // one may be lost
    }

    [Theory]
    [InlineData("\"frames\": { \"quality\": 96 }", "quality must be between 10 and 95, but is 96")]
    [InlineData("\"frames\": { \"qualty\": 80 }", "qualty")]
    [InlineData("\"enabled\": false, \"frames\": {}", "frames are put into the recording, which is not enabled")]
    [InlineData("\"keepHours\": 0", "keepHours must be between 1 and 8760, but is 0")]
    [InlineData("\"maxFileBytes\": 1000", "maxFileBytes must be at least 1048576")]
    public void Settings_ThatCannotBe_SayWhy(string recording, string said)
    {
        SettingsResult<EdgeSettings> read = Parse($", \"recording\": {{ {recording} }}");

        Assert.Contains(read.Problems, p => p.ToString().Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{ \"keepHours\": 48 }", 48)]
    [InlineData("{ \"frames\": {} }", 24)]
    [InlineData("{ \"frames\": {}, \"keepHours\": 2 }", 2)]
    public void Recording_WithPictures_IsKeptADayUnlessSaidOtherwise(string recording, int? hours) =>
        Assert.Equal(hours is { } h ? TimeSpan.FromHours(h) : null, Parse($", \"recording\": {recording}").Value!.Recording.KeepTime);

    private static SettingsResult<EdgeSettings> Parse(string more) => SettingsFile.Parse<EdgeSettings>(
        System.Text.Encoding.UTF8.GetBytes($$"""{ "store": "store.json", "data": "data", "broker": { "port": 1883 }{{more}} }"""), "edge.json");
}
