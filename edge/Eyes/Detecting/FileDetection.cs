using System.Collections.Concurrent;
using System.Diagnostics;
using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;

namespace O4O.Edge.Eyes.Detecting;

/// <summary>
/// Every frame of a file: one thread reads, as many as there are sessions detect, one writes in order. A fixed number of frames is
/// on the way; whoever fails stops all, and the first failure is what is told.
/// </summary>
internal sealed class FileDetection(CameraSource source, Model model, DetectorOptions options, DetectRequest request, DetectionRows rows)
{
    private readonly BlockingCollection<Slot> _free = [], _toDetect = [], _inOrder = [];
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly Progress _progress = new();
    private DetectTimes _times;
    private long _frames;

    public DetectSummary Run(CancellationToken stopped)
    {
        using var reader = new FrameReader(source, new CameraOptions { Masks = request.Masks });
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        Detector[] detectors = [.. Enumerable.Range(0, request.Threads).Select(_ => new Detector(model, options))];
        Slot[] slots = [.. Enumerable.Range(0, (2 * request.Threads) + 2).Select(_ => new Slot(options.DetectionsMax))];
        long began = Stopwatch.GetTimestamp();
        try
        {
            foreach (Slot slot in slots) _free.Add(slot, CancellationToken.None);
            Thread[] threads =
            [
                Start("reader", failed, () => ReadAll(reader, failed.Token)),
                .. detectors.Select(d => Start("session", failed, () => DetectAll(d))),
                Start("writer", failed, () => WriteAll(reader)),
            ];
            foreach (Thread thread in threads) thread.Join();
        }
        finally
        {
            foreach (Detector detector in detectors)
            {
                _times += detector.Times;
                detector.Dispose();
            }
            foreach (Slot slot in slots) slot.Dispose();
            _progress.End();
        }
        if (_failures.TryDequeue(out Exception? first)) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        return new DetectSummary(_frames, rows.Count, Stopwatch.GetElapsedTime(began).TotalSeconds, request.Threads, _times, null);
    }

    /// <summary>A thread whose failure stops the others and is kept; an end that was asked for is none.</summary>
    private Thread Start(string name, CancellationTokenSource failed, Action run)
    {
        var thread = new Thread(() =>
        {
            try
            {
                run();
            }
#pragma warning disable CA1031 // thrown again, as it was, by the thread that waits for all
            catch (Exception e)
            {
                _failures.Enqueue(e);
                failed.Cancel();
                Slots.Abandon(_toDetect, _inOrder, _free);
            }
#pragma warning restore CA1031
        }) { Name = name, IsBackground = true };
        thread.Start();
        return thread;
    }

    private void ReadAll(FrameReader reader, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Slots.TryTake(_free, out Slot? slot))
        {
            slot.Done.Reset();
            slot.Frame = reader.Read(slot.Frame);
            if (slot.Frame is null || !Slots.TryAdd(_inOrder, slot) || !Slots.TryAdd(_toDetect, slot)) break;
        }
        _toDetect.CompleteAdding();
        _inOrder.CompleteAdding();
    }

    private void DetectAll(Detector detector)
    {
        while (Slots.TryTake(_toDetect, out Slot? slot))
        {
            Frame frame = slot.Frame!;
            slot.Take(detector.Detect(new Picture(frame.Width, frame.Height, frame.Pixels)));
            slot.Done.Set();
        }
    }

    private void WriteAll(FrameReader reader)
    {
        using var drawing = new DrawnVideo(request.Draw, model.Manifest.Classes);
        while (Slots.TryTake(_inOrder, out Slot? slot))
        {
            while (!slot.Done.Wait(Slots.LookEveryMs))
                if (!_failures.IsEmpty) return;
            rows.Add(slot.Frame!.Number, slot.Found);
            drawing.Add(slot.Frame, slot.Found, reader.Fps);
            _progress.Tell(++_frames, rows.Count);
            if (!Slots.TryAdd(_free, slot)) return;
        }
        drawing.End();
    }
}
