using System.CommandLine;
using O4O.Simulator.Commands;

namespace O4O.Simulator.Tests.Commands;

public sealed class DemoEyesOptionTests
{
    [Fact]
    public void Eyes_NotNamed_ArePixelsOfFourCameras()
    {
        DemoSight sight = Parse(hasFfmpeg: true);

        Assert.Equal((4, null), (sight.Eyes?.Cameras, sight.Instead));
    }

    [Fact]
    public void Eyes_NotNamedWhereFfmpegIsMissing_AreJointsAndSayWhy()
    {
        DemoSight sight = Parse(hasFfmpeg: false);

        Assert.Null(sight.Eyes);
        Assert.Contains("ffmpeg", sight.Instead, StringComparison.Ordinal);
    }

    [Fact]
    public void Eyes_Joints_AreAsAskedFor() => Assert.Equal(default, Parse(hasFfmpeg: true, "--eyes", "joints"));

    [Theory]
    [InlineData("--eyes pixels needs ffmpeg", "--eyes", "pixels")]
    [InlineData("--cameras needs ffmpeg", "--cameras", "2")]
    [InlineData("--cameras needs ffmpeg", "--size", "320x240", "--cameras", "2")]
    public void Eyes_AskedForWhereTheyCannotBe_AreRefused(string reason, params string[] asked) =>
        Assert.StartsWith(reason, Assert.Throws<UserMistakeException>(() => Parse(hasFfmpeg: false, asked)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--cameras goes with --eyes pixels", "--eyes", "joints", "--cameras", "2")]
    [InlineData("did you mean \"pixels\"", "--eyes", "pixel")]
    [InlineData("--cameras must be between 1 and 12", "--cameras", "13")]
    [InlineData("--size must be WIDTHxHEIGHT", "--size", "big")]
    public void Eyes_ThatMeanNothing_AreRefused(string reason, params string[] asked) =>
        Assert.Contains(reason, Assert.Throws<UserMistakeException>(() => Parse(hasFfmpeg: true, asked)).Message, StringComparison.Ordinal);

    private static DemoSight Parse(bool hasFfmpeg, params string[] asked)
    {
        var command = new Command("demo", "Of this test.");
        var option = new DemoEyesOption(command);
        ParseResult parsed = command.Parse(asked);
        Assert.Empty(parsed.Errors);
        return option.Parse(parsed, hasFfmpeg);
    }
}
