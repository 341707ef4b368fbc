using O4O.Edge.Recording;
using O4O.Simulator.Commands;
using O4O.Simulator.Tests.Commands;

namespace O4O.Simulator.Tests.Pixels;

[Collection(ConsoleCollection.Name)]
public sealed class EyesOptionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-eyes-").FullName;

    [Theory]
    [InlineData("--model goes with --eyes pixels", "--eyes", "detections", "--model", "yolox-nano")]
    [InlineData("--size goes with --eyes pixels", "--size", "320x240")]
    [InlineData("--cameras goes with --eyes detections or pixels", "--cameras", "3")]
    [InlineData("did you mean \"pixels\"?", "--eyes", "pixel")]
    [InlineData("--size must be WIDTHxHEIGHT", "--eyes", "pixels", "--size", "640")]
    [InlineData("--frames goes with --eyes pixels", "--eyes", "detections", "--frames")]
    [InlineData("--frames-quality goes with --frames", "--eyes", "pixels", "--frames-quality", "80")]
    [InlineData("--frames-quality must be between 10 and 95, but is 96", "--eyes", "pixels", "--frames", "--frames-quality", "96")]
    [InlineData("--frames and --without exclude each other", "--eyes", "pixels", "--frames", "--without", "joints")]
    [InlineData("did you mean \"random\"?", "--eyes", "pixels", "--domain", "ramdom")]
    public void Simulate_WithEyesThatMeanNothing_SaysWhatIsWrong(string says, params string[] eyes)
    {
        (int code, _, string error) = Run([.. Day("out"), .. eyes]);

        Assert.Equal(2, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulate_FromPixels_WritesCamerasInPlaceOfPeopleAndTheSameTruth()
    {
        using var day = new PixelDay();

        (int code, string output, string error) = Run([.. Day("pixels"), "--eyes", "pixels", "--cameras", "2", "--size", "64x48", "--model", day.Options.Model]);
        Run(Day("joints"));

        Assert.True(code == 0, error);
        Assert.Contains("calm from pixels, seed 3", output, StringComparison.Ordinal);
        Assert.Contains("looked at by tiny", output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(InFolder("joints.json")), File.ReadAllText(InFolder("pixels.json")));
        using RecordingReader reader = RecordingReader.Open(InFolder("pixels.mcap"));
        var kinds = new HashSet<string>();
        while (reader.TryRead(out RecordedFact fact)) kinds.Add(fact.Topic[(fact.Topic.LastIndexOf('/') + 1)..]);
        Assert.Equal(["detections", "hands", "scan", "tick", "weights"], kinds.Order());
    }

    /// <summary>All that was looked at and nothing else, in the size it had; everything beside it is as it would be without.</summary>
    [Fact]
    public void Simulate_WithFrames_RecordsThePicturesThatWereLookedAt()
    {
        using var day = new PixelDay();

        (int code, string output, string error) = Run([.. Day("frames"), "--eyes", "pixels", "--cameras", "2", "--size", "64x48", "--model", day.Options.Model, "--frames"]);

        Assert.True(code == 0, error);
        long looked = long.Parse(output.Split("messages, ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        using RecordingReader reader = RecordingReader.Open(InFolder("frames.mcap"), withPictures: true);
        var jpeg = new Edge.Drivers.Camera.Jpeg.JpegReader();
        long lastUs = 0;
        while (reader.TryRead(out RecordedFact fact))
        {
            if (!fact.IsPicture) continue;
            Assert.True(PictureMessage.TryRead(fact.Payload, out ReadOnlySpan<byte> bytes, out string problem) && jpeg.TryRead(bytes, out problem), problem);
            Assert.Equal((64, 48), (jpeg.Width, jpeg.Height));
            Assert.True(fact.DeviceTimeUs >= lastUs, "in the order of capture");
            lastUs = fact.DeviceTimeUs;
        }
        Assert.Equal(["camera-1", "camera-2"], reader.Pictures.Keys);
        Assert.Equal(looked, reader.Pictures.Values.Sum(p => p.Count));
        Assert.Equal(("tiny", 85), (reader.Eyes!.Model, reader.Eyes.Quality));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Day(string name) =>
        ["simulate", "--scenario", "calm", "--seed", "3", "--seconds", "40", "--out", InFolder(name + ".mcap"), "--truth", InFolder(name + ".json")];

    private string InFolder(string name) => Path.Combine(_folder, name);

    private static (int Code, string Output, string Error) Run(params string[] args) => CommandConsole.Run([SimulateCommand.Create()], args);
}
