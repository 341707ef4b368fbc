using O4O.Edge.Drivers.Camera;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Camera;

public sealed class CameraSourceTests
{
    [Theory]
    [InlineData("rtsp://camera/stream", CameraSourceKind.Network, true)]
    [InlineData("HTTP://camera:8080/live.ts", CameraSourceKind.Network, true)]
    [InlineData("udp://239.0.0.1:5000", CameraSourceKind.Network, true)]
    [InlineData("/dev/video0", CameraSourceKind.Device, true)]
    [InlineData("/etc", CameraSourceKind.Folder, false)]
    [InlineData("/etc/passwd", CameraSourceKind.File, false)]
    public void Parse_OfASource_KnowsItsKind(string text, CameraSourceKind kind, bool live)
    {
        CameraSource source = CameraSource.Parse(text);

        Assert.Equal((kind, live, text), (source.Kind, source.IsLive, source.ToString()));
    }

    [Theory]
    [InlineData("concat:/etc/passwd", "there is no such file or folder, and it is no URL")]
    [InlineData("ftp://camera/x", "not ftp")]
    [InlineData("rtsp://", "not a URL")]
    [InlineData("/no/such/video.mp4", "there is no such file or folder")]
    public void Parse_OfSomethingElse_SaysWhatItMayBe(string text, string said) =>
        Assert.Contains(said, Assert.Throws<CameraException>(() => CameraSource.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void ToString_OfAUrlWithAPassword_HidesIt() =>
        Assert.Equal("rtsp://…@camera/stream", CameraSource.Parse("rtsp://me:secret@camera/stream").ToString());

    [Fact]
    public void Options_OutOfRange_AreNamed()
    {
        var options = new CameraOptions { FpsMax = 0, WidthMax = 10, SilenceMaxMs = 1, OpenMaxMs = 1, RetryMinMs = 100, RetryMaxMs = 50 };

        Assert.Equal(["fpsMax", "widthMax", "silenceMaxMs", "openMaxMs", "retryMaxMs"], options.Problems().Select(p => p.Split(' ')[0]));
        Assert.Throws<ArgumentException>(() => new LiveCamera(CameraSource.Parse("rtsp://camera/stream"), options));
    }
}
