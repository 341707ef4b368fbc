using System.Collections.Concurrent;
using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Privacy;
using O4O.Edge.Drivers.Camera.Watching;
using O4O.Edge.Tests.Host;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Camera;

/// <summary>The real ffmpeg on a real network stream that goes wrong in every way a camera's does.</summary>
[Trait("Needs", "ffmpeg")]
public sealed class LiveCameraTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-camera-").FullName;
    private readonly ConcurrentQueue<CameraReport> _said = new();

    /// <summary>When each picture was captured and what it showed, by the camera's own clock.</summary>
    private readonly ConcurrentQueue<(long AtUs, ulong Digest)> _frames = new();
    private readonly byte[] _scene;
    private readonly StreamServer _server;

    public LiveCameraTests()
    {
        _scene = Clip.TransportStream(Clip.Scene, _folder, "scene");
        _server = new StreamServer(_scene);
    }

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Stream_CutAndRestoredTenTimes_IsNoticedAndHealedEachTime()
    {
        const int Cuts = 10;
        using LiveCamera camera = Start(new CameraOptions { RetryMinMs = 10, RetryMaxMs = 50, Watch = new() { WellAfterUs = 0 } });
        Waiting.Until(() => camera.Counters.Captured > 0, "the first frame came");

        for (int cut = 0; cut < Cuts; cut++)
        {
            _server.Cut();
            Waiting.Until(() => camera.Fault == CameraFault.Lost, $"cut {cut} was noticed");
            long before = camera.Counters.Captured;
            _server.Restore();
            Waiting.Until(() => camera.Fault == CameraFault.None && camera.Counters.Captured > before, $"cut {cut} was healed");
        }

        // Late first and lost then, where the end of the stream was long in coming: noticed is noticed.
        Assert.All(_said.Where(r => r.Before == CameraFault.None), r => Assert.InRange(r.AtUs - _frames.Last(f => f.AtUs <= r.AtUs).AtUs, 0, 2_000_000));
        Assert.Equal(Cuts, _said.Count(r => r.Fault == CameraFault.Lost));
        Assert.Equal(Cuts, _said.Count(r => r.Fault == CameraFault.None));
        Assert.Equal(Cuts + 1, camera.Counters.Connections);
    }

    [Fact]
    public void Stream_OverRtsp_CutAndRestored_IsNoticedAndHealed()
    {
        using var camera = new LiveCamera(CameraSource.Parse(_server.RtspUrl), new CameraOptions { RetryMinMs = 10, RetryMaxMs = 50 }, _said.Enqueue, Note);
        camera.Start();
        Waiting.Until(() => camera.Counters.Captured > 5, "frames came");

        _server.Cut();
        Waiting.Until(() => camera.Fault == CameraFault.Lost, "the cut was noticed");
        NoticedInTime(_said.Last(), _frames.Last().AtUs);
        _server.Restore();
        Waiting.Until(() => camera.Fault == CameraFault.None, "it was healed");

        Assert.Equal(2, camera.Counters.Connections);
    }

    [Fact]
    public void Camera_BlackThenFrozenThenShifted_IsNoticedAndHealedEachTime()
    {
        using LiveCamera camera = Start(new CameraOptions());
        Waiting.Until(() => camera.Counters.Captured > 2 * Clip.Fps, "the view was learned");

        foreach ((CameraFault fault, string filter) in new[]
            { (CameraFault.Dark, Clip.Black), (CameraFault.Frozen, Clip.Frozen), (CameraFault.Shifted, Clip.Shifted) })
        {
            _server.Show(Clip.TransportStream(filter, _folder, fault.ToString()));
            int before = _frames.Count;
            Waiting.Until(() => camera.Fault == fault, $"{fault} was noticed");
            NoticedInTime(_said.Last(), FirstWrong(fault, before));
            _server.Show(_scene);
            Waiting.Until(() => camera.Fault == CameraFault.None, $"{fault} was over");
        }

        Assert.Equal(
            [CameraFault.Dark, CameraFault.None, CameraFault.Frozen, CameraFault.None, CameraFault.Shifted, CameraFault.None],
            _said.Select(r => r.Fault));
        Assert.Equal(1, camera.Counters.Connections);
    }

    [Fact]
    public void Stream_ThatFallsSilent_IsLateAndThenOpenedAnew()
    {
        using LiveCamera camera = Start(new CameraOptions { SilenceMaxMs = 1500, RetryMinMs = 10, RetryMaxMs = 50 });
        Waiting.Until(() => camera.Counters.Captured > 0, "the first frame came");

        _server.Silence(true);
        Waiting.Until(() => _said.Any(r => r.Fault == CameraFault.Lost), "the connection was given up");
        _server.Silence(false);
        Waiting.Until(() => camera.Fault == CameraFault.None, "it was well again");

        Assert.Equal([CameraFault.Late, CameraFault.Lost, CameraFault.None], _said.Select(r => r.Fault));
        Assert.True(camera.Counters.Connections > 1);
    }

    /// <summary>H.264 tells its picture size with its whole pictures only, and here two seconds lie between them.</summary>
    [Fact]
    [Trait("Speed", "slow")]
    public void Stream_WithRareWholePictures_IsOpenedAllTheSame()
    {
        string file = Path.Combine(_folder, "rare.ts");
        Clip.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180:r=10:d=20", "-c:v", "libx264", "-g", "20", "-sc_threshold", "0", "-bf", "0", "-f", "mpegts", file);
        byte[] clip = File.ReadAllBytes(file);
        const int Packet = 188;
        _server.Show(clip[(clip.Length / 40 / Packet * Packet)..], seconds: 20); // half a second after a whole picture

        using LiveCamera camera = Start(new CameraOptions());

        Waiting.Until(() => camera.Counters.Captured > 0, "the first frame came");
    }

    [Fact]
    public void Frames_ThatNobodyTakes_AreDroppedForNewerOnes()
    {
        using LiveCamera camera = Start(new CameraOptions());
        Waiting.Until(() => camera.Counters.Captured > 5, "frames came");

        Frame latest = camera.Take(30_000)!;
        long number = latest.Number, capturedUs = latest.CapturedUs;
        Waiting.Until(() => camera.Counters.Captured > number + 3, "more frames came while one was out");
        Assert.Equal(number, latest.Number); // who holds a frame holds it alone
        camera.Return(latest);
        Frame next = camera.Take(30_000)!;

        Assert.True(number > 1, "the first frame was taken, and not the latest");
        Assert.True(next.Number > number + 1 && next.CapturedUs > capturedUs);
        Assert.True(camera.Counters.Dropped > 3);
        camera.Return(next);
    }

    [Fact]
    public void Mask_OnACamera_IsBlackInEveryFrame()
    {
        using LiveCamera camera = Start(new CameraOptions { Masks = [new MaskShape { Points = [[0, 0], [0.5, 1]] }] });

        for (int i = 0; i < 3; i++)
        {
            Frame frame = camera.Take(30_000)!;
            for (int y = 0; y < frame.Height; y++) Assert.False(frame.Brightness.Slice(y * frame.Width, frame.Width / 2).ContainsAnyExcept((byte)16));
            camera.Return(frame);
        }
    }

    [Fact]
    public void Stream_ThatNobodyServes_IsLostWithItsReasonAndWithoutItsPassword()
    {
        _server.Cut();
        var source = CameraSource.Parse($"http://user:secret@127.0.0.1:{_server.Port}/live.ts");
        using var camera = new LiveCamera(source, new CameraOptions(), _said.Enqueue);

        camera.Start();
        Waiting.Until(() => !_said.IsEmpty, "something was said");

        CameraReport report = _said.First();
        Assert.Equal(CameraFault.Lost, report.Fault);
        Assert.Contains("refused", report.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", report.Reason + source, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_WhileAFrameIsOut_IsRefused()
    {
        using LiveCamera camera = Start(new CameraOptions());
        Frame frame = camera.Take(30_000)!;

        Assert.Throws<InvalidOperationException>(() => camera.Take(30_000));
        camera.Return(frame);
        Assert.Throws<InvalidOperationException>(() => camera.Return(frame));
    }

    /// <summary>Within two seconds of the camera's own clock; where this machine kept pictures back, of those it did bring.</summary>
    private void NoticedInTime(CameraReport report, long wrongSinceUs)
    {
        const long LimitUs = 2_000_000, EveryUs = 1_000_000 / Clip.Fps;
        long[] captured = [.. _frames.Select(f => f.AtUs).Where(at => at >= wrongSinceUs && at <= report.AtUs), report.AtUs];
        long heldBackUs = report.Fault == CameraFault.Lost ? 0 : captured.Zip(captured.Skip(1), (a, b) => Math.Max(0, b - a - EveryUs)).Sum();
        Assert.True(report.AtUs - wrongSinceUs - heldBackUs <= LimitUs, $"{report} was said {report.AtUs - wrongSinceUs} µs after it began, {heldBackUs} of them without pictures");
    }

    /// <summary>
    /// The first picture after so many that shows what is wrong; of a change that no pixel tells for sure, the first after them at all.
    /// </summary>
    private long FirstWrong(CameraFault fault, int before)
    {
        (long AtUs, ulong Digest)[] later = [.. _frames.Skip(before)];
        return fault switch
        {
            CameraFault.Frozen => later.Last(f => f.Digest != later[^1].Digest).AtUs,
            _ => later[0].AtUs,
        };
    }

    private bool Note(Frame frame)
    {
        ulong digest = 0;
        ReadOnlySpan<byte> pixels = frame.Brightness;
        for (int i = 0; i < pixels.Length; i += 7) digest = (digest * 31) + pixels[i];
        _frames.Enqueue((frame.CapturedUs, digest));
        return true;
    }

    private LiveCamera Start(CameraOptions options)
    {
        var camera = new LiveCamera(CameraSource.Parse(_server.Url), options, _said.Enqueue, Note);
        camera.Start();
        return camera;
    }
}
