using System.Diagnostics;
using System.Globalization;

namespace O4O.Edge.Eyes.Detecting;

/// <summary>One line that is written over on a terminal; silent when the output is piped.</summary>
internal sealed class Progress
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private readonly bool _silent = Console.IsErrorRedirected;
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _last = Stopwatch.GetTimestamp();
    private bool _told;

    public void Tell(long frames, long detections)
    {
        if (_silent || Stopwatch.GetElapsedTime(_last) < Every) return;
        _last = Stopwatch.GetTimestamp();
        _told = true;
        double fps = frames / Stopwatch.GetElapsedTime(_began).TotalSeconds;
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{frames} frames, {detections} detections, {fps:0.0} frames/s   "));
    }

    public void End()
    {
        if (_told) Console.Error.WriteLine();
    }
}
