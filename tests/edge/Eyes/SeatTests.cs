using System.Collections.Concurrent;
using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Watching;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Eyes.Looking;
using O4O.Edge.Eyes.Scheduling;
using O4O.Edge.Eyes.Telling;
using O4O.Edge.Tests.Drivers.Camera;
using O4O.Edge.Tests.Drivers.Inference;
using O4O.Edge.Tests.Host;
using Xunit;

namespace O4O.Edge.Tests.Eyes;

/// <summary>One camera and one session: what is looked at, what is told, and in which order. Real ffmpeg, real runtime.</summary>
[Trait("Needs", "ffmpeg")]
public sealed class SeatTests : IDisposable
{
    /// <summary>The same view again and again, with a sensor's noise.</summary>
    private const string Still = "testsrc2=s=480x270:r=10:d=0.1,crop=320:180:40:30,loop=9:1:0,noise=alls=6:allf=t";

    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-seat-").FullName;
    private readonly TinyModel _tiny = new(TinyModel.Rows((20, [0.5f, 0.5f, MathF.Log(0.5f), MathF.Log(0.25f), 1, 0.1f, 0.8f])));
    private readonly Detector _detector;
    private readonly Roster _roster = new(new Turns([100_000]));
    private readonly EyesClock _clock = new();
    private readonly Listener _listener = new();
    private readonly PicturesAsked _asked = new();
    private readonly PictureTape _tape = new();

    public SeatTests() => _detector = new Detector(_tiny.Open(), new DetectorOptions());

    public void Dispose()
    {
        _detector.Dispose();
        _tiny.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Scene_ThatStandsStill_IsToldEveryPictureAndLookedAtOnceAHeartbeat()
    {
        using var server = new StreamServer(Clip.TransportStream(Still, _folder, "still"));
        using Seat seat = Run(server, heartbeatUs: 1_000_000, () => _listener.Told.Count >= 40);

        SeatCounters counters = seat.Counters;
        // Forty pictures at ten a second are four seconds: the first, and one a second. A machine that stalls drops some.
        Assert.InRange(counters.Looked, 3, 8);
        Assert.True(counters.Gated >= 30, $"{counters}");
        Assert.All(_listener.Told, t => Assert.Equal(1, t.Count)); // the same bottle, also where nobody looked
        Assert.Equal(_listener.Told.Select(t => t.CapturedUs).Order(), _listener.Told.Select(t => t.CapturedUs));
        Assert.Equal(_listener.Told.Count, _listener.Told.Select(t => t.CapturedUs).Distinct().Count());
    }

    [Fact]
    public void Scene_ThatMoves_IsLookedAtPictureByPicture()
    {
        using var server = new StreamServer(Clip.TransportStream(Clip.Scene, _folder, "scene"));
        using Seat seat = Run(server, heartbeatUs: 60_000_000, () => _listener.Told.Count >= 20);

        Assert.True(seat.Counters.Looked >= 15, $"{seat.Counters}");
    }

    [Fact]
    public void Scene_BeforeAShelfThatMoved_IsLookedAtPictureByPicture()
    {
        using var server = new StreamServer(Clip.TransportStream(Still, _folder, "still"));
        bool woken = false;
        using Seat seat = Run(server, heartbeatUs: 60_000_000, () => _listener.Told.Count >= 30, s =>
        {
            if (!woken && _listener.Told.Count >= 10) s.Wake(_clock.NowUs() + 60_000_000);
            woken |= _listener.Told.Count >= 10;
        });

        SeatCounters counters = seat.Counters;
        Assert.Equal(1, counters.Wakes);
        Assert.InRange(counters.Looked, 15, 25); // the first, and all from about the tenth on
        Assert.InRange(counters.Gated, 5, 14);
    }

    [Fact]
    public void Pictures_ThatTheEdgeRecords_AreThoseThatWereLookedAt()
    {
        using var server = new StreamServer(Clip.TransportStream(Clip.Scene, _folder, "scene"));
        _asked.Ask(60, long.MaxValue);
        using Seat seat = Run(server, heartbeatUs: 60_000_000, () => _listener.Shown.Count >= 15);

        SeatCounters counters = seat.Counters;
        Assert.Equal((counters.Looked, 0), (counters.Recorded, counters.Unrecorded));
        Assert.All(_listener.Shown, s => Assert.Equal(60, s.Quality));
        Assert.Empty(_listener.Shown.Select(s => s.CapturedUs).Except(_listener.Told.Select(t => t.CapturedUs)));
        Assert.Equal(_listener.Shown.Select(s => s.CapturedUs).Order(), _listener.Shown.Select(s => s.CapturedUs));
    }

    [Fact]
    public void Pictures_ThatTheEdgeAskedForOnce_AreSentNoLongerThanItSaid()
    {
        var asked = new PicturesAsked();

        Assert.Equal(0, asked.QualityAt(0));
        asked.Ask(85, 1_000);
        Assert.Equal((85, 0), (asked.QualityAt(999), asked.QualityAt(1_000)));
        asked.Ask(40, 5_000);
        Assert.Equal(40, asked.QualityAt(1_000));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Picture_FromCaptureToTelling_AllocatesNothing(bool recorded)
    {
        if (recorded) _asked.Ask(85, long.MaxValue);
        using var server = new StreamServer(Clip.TransportStream(Still, _folder, "still"));
        long least = long.MaxValue;
        int served = 0;
        using Seat seat = Run(server, heartbeatUs: 200_000, () => served > 20 && _listener.Told.Count > 60, onServe: (s, serve) =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            serve();
            if (++served > 5) least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        });

        Assert.Equal(0, least);
        // On the camera's own thread, between two pictures that were told again: reading, masking, watching, comparing.
        Assert.Equal(0, _listener.LeastOnCameraThread);
    }

    private Seat Run(StreamServer server, long heartbeatUs, Func<bool> enough, Action<Seat>? between = null, Action<Seat, Action>? onServe = null)
    {
        var plan = new SeatPlan("camera-1", CameraSource.Parse(server.Url), new CameraOptions(), 0, new MotionGateOptions(), heartbeatUs, 200, Asked: _asked);
        var seat = new Seat(0, plan, _roster, _listener, _clock);
        seat.Start();
        var session = new Thread(() =>
        {
            Action serve = () => seat.Serve(_detector, _tape);
            while (_roster.Take() >= 0)
            {
                if (onServe is null) serve();
                else onServe(seat, serve);
            }
        }) { IsBackground = true, Name = "session" };
        session.Start();
        Waiting.Until(
            () =>
            {
                between?.Invoke(seat);
                return enough();
            },
            "enough was told");
        _roster.Close();
        Waiting.Join(session);
        return seat;
    }

    private sealed class Listener : ITeller
    {
        [ThreadStatic]
        private static long s_allocated;

        public ConcurrentQueue<(long CapturedUs, int Count)> Told { get; } = new();

        public ConcurrentQueue<(long CapturedUs, int Quality)> Shown { get; } = new();

        public long LeastOnCameraThread { get; private set; } = long.MaxValue;

        public void Found(long capturedUs, int width, int height, ReadOnlySpan<Detection> found)
        {
            if (Thread.CurrentThread.Name != "session" && s_allocated > 0)
                LeastOnCameraThread = Math.Min(LeastOnCameraThread, GC.GetAllocatedBytesForCurrentThread() - s_allocated);
            Told.Enqueue((capturedUs, found.Length));
            s_allocated = GC.GetAllocatedBytesForCurrentThread();
        }

        public bool Looked(long capturedUs, int quality, ReadOnlySpan<byte> jpeg)
        {
            if (jpeg.IsEmpty) return false;
            Shown.Enqueue((capturedUs, quality));
            return true;
        }

        public void State(CameraFault fault, string reason) => Assert.Fail($"{fault}: {reason}");
    }
}
