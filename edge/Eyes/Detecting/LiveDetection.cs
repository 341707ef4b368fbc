using System.Diagnostics;
using System.Globalization;
using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Watching;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;

namespace O4O.Edge.Eyes.Detecting;

/// <summary>
/// The latest frame of a live source, again and again, in one session: what comes meanwhile is dropped and counted. What is wrong
/// with the camera is said as it happens.
/// </summary>
internal sealed class LiveDetection(CameraSource source, Model model, DetectorOptions options, DetectRequest request, DetectionRows rows)
{
    private const int WaitMs = 200;
    private const double DrawnFps = 10;
    private static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(10);
    private string _lastReason = "nothing was heard of it";

    public DetectSummary Run(CancellationToken stop)
    {
        using var detector = new Detector(model, options);
        using var drawing = new DrawnVideo(request.Draw, model.Manifest.Classes);
        using var camera = new LiveCamera(source, new CameraOptions { Masks = request.Masks }, Say);
        var progress = new Progress();
        long frames = 0, oldestUs = 0;
        long began = Stopwatch.GetTimestamp(), lastFrame = began;
        camera.Start();
        while (!stop.IsCancellationRequested)
        {
            if (camera.Take(WaitMs) is not { } frame)
            {
                if (Stopwatch.GetElapsedTime(lastFrame) < GoneAfter) continue;
                if (frames == 0) throw new CameraException($"{source}: no frame within {GoneAfter.TotalSeconds} s; {_lastReason}");
                break;
            }
            lastFrame = Stopwatch.GetTimestamp();
            ReadOnlySpan<Detection> found = detector.Detect(new Picture(frame.Width, frame.Height, frame.Pixels));
            rows.Add(frame.Number, found);
            oldestUs = Math.Max(oldestUs, (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000L) - frame.CapturedUs);
            drawing.Add(frame, found, DrawnFps);
            camera.Return(frame);
            progress.Tell(++frames, rows.Count);
        }
        progress.End();
        drawing.End();
        FrameCounters counters = camera.Counters;
        string live = string.Create(
            CultureInfo.InvariantCulture,
            $"{counters.Captured} frames captured, {counters.Dropped} dropped for newer ones, {counters.Connections} connections; detections at most {oldestUs / 1000.0:0} ms old");
        return new DetectSummary(frames, rows.Count, Stopwatch.GetElapsedTime(began, lastFrame).TotalSeconds, 1, detector.Times, live);
    }

    private void Say(CameraReport report)
    {
        _lastReason = report.Reason;
        DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(report.AtUs / 1000);
        string state = report.Fault == CameraFault.None ? $"well again (was {Word(report.Before)})" : $"{Word(report.Fault)}: {report.Reason}";
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at:HH:mm:ss.fff} camera {source} {state}"));
    }

    private static string Word(CameraFault fault) => fault.ToString().ToLowerInvariant();
}
