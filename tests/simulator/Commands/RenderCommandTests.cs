using O4O.Simulator.Commands;

namespace O4O.Simulator.Tests.Commands;

/// <summary><c>render</c> on the command line.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class RenderCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-render-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int Code, string Output, string Error) Render(params string[] options) =>
        CommandConsole.Run([RenderCommand.Create()], ["render", "--out", Path.Combine(_folder, "out"), .. options]);

    [Theory]
    [InlineData("--domain \"radnom\": did you mean \"random\"?", "--domain", "radnom")]
    [InlineData("known are coco", "--format", "voc")]
    [InlineData("--size must be WIDTHxHEIGHT", "--size", "640")]
    [InlineData("--size must be WIDTHxHEIGHT", "--size", "10x10")]
    [InlineData("--cameras must be between 1 and 12, but is 13", "--cameras", "13")]
    [InlineData("--fps must be between 0.01 and 60, but is 0", "--fps", "0")]
    [InlineData("--crops must be 0, or between 32 and 1024, but is 5", "--crops", "5")]
    [InlineData("--goods needs --crops", "--goods", "3")]
    [InlineData("--bare needs --crops", "--bare", "3")]
    [InlineData("--products must be A-B, within 0 to 5999", "--products", "5000-6000")]
    [InlineData("--products must be A-B", "--products", "10-20")]
    [InlineData("--seeds must be A-B", "--seeds", "9-2")]
    [InlineData("did you mean \"confusing\"?", "--suite", "confusin")]
    [InlineData("--jobs must be between 1 and 64, but is 0", "--jobs", "0")]
    public void Render_WithOptionsThatMakeNoSense_SaysSoAndWritesNothing(string expected, params string[] options)
    {
        (int code, _, string error) = Render(options);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }

    [Fact]
    public void Render_OfAPlainStore_WritesPicturesAndAnnotations()
    {
        (int code, string output, string error) = Render(
            "--scenario", "calm", "--domain", "plain", "--seconds", "40", "--fps", "0.1", "--cameras", "1", "--size", "64x48", "--empty", "1", "--draw", "--image", "png", "--jobs", "1");

        Assert.True(code == 0, error);
        Assert.Contains("pictures kept of", output, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(_folder, "out", "images"), "*.png"));
        Assert.True(File.Exists(Path.Combine(_folder, "out", "annotations.json")));
    }
}
