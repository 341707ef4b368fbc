using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace O4O.Edge.Eyes.Looking;

/// <summary>What the eyes did, for people and for programs.</summary>
internal sealed class EyesReport(EyesService eyes)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly SeatCounters[] _before = new SeatCounters[eyes.Seats.Count];
    private readonly long[] _beforeAt = new long[eyes.Seats.Count];
    private SeatCounters _allBefore;
    private long _lineAt = Stopwatch.GetTimestamp();
    private double? _seconds;

    /// <summary>The run is over: rates are counted up to now.</summary>
    public void Close() => _seconds ??= Stopwatch.GetElapsedTime(_began).TotalSeconds;

    /// <summary>All cameras since the last line.</summary>
    public string Line()
    {
        SeatCounters all = All();
        double seconds = Stopwatch.GetElapsedTime(_lineAt).TotalSeconds;
        _lineAt = Stopwatch.GetTimestamp();
        (long p50, long p99) = Ages(eyes.Seats);
        string text = Text(
            $"{eyes.Seats.Count} cameras: {(all.Seen - _allBefore.Seen) / seconds:0.0} pictures/s seen, {(all.Looked - _allBefore.Looked) / seconds:0.0} looked at, {(all.Gated - _allBefore.Gated) / seconds:0.0} still, {(all.Dropped - _allBefore.Dropped) / seconds:0.0} dropped; detections {p50 / 1000.0:0} ms old (p50), {p99 / 1000.0:0} ms (p99)");
        _allBefore = all;
        return text;
    }

    /// <summary>One camera since it was asked for last.</summary>
    public string Of(int seat)
    {
        SeatCounters now = eyes.Seats[seat].Counters, before = _before[seat];
        double seconds = Stopwatch.GetElapsedTime(_beforeAt[seat] == 0 ? _began : _beforeAt[seat]).TotalSeconds;
        (_before[seat], _beforeAt[seat]) = (now, Stopwatch.GetTimestamp());
        (long p50, long p99) = Ages([eyes.Seats[seat]]);
        return Text(
            $"{(now.Seen - before.Seen) / seconds:0.0} pictures/s seen, {(now.Looked - before.Looked) / seconds:0.0} looked at, {(now.Dropped - before.Dropped) / seconds:0.0} dropped; detections {p50 / 1000.0:0} ms old (p50), {p99 / 1000.0:0} ms (p99)");
    }

    /// <summary>Everything since the beginning, a row a camera.</summary>
    public void Table(TextWriter to)
    {
        to.WriteLine($"{"camera",-16} {"seen",8} {"looked",8} {"still",8} {"dropped",8} {"blind",8} {"faults",7} {"wakes",6} {"age p50",9} {"p99",9}");
        foreach (Seat seat in eyes.Seats) Row(to, seat.Id, seat.Counters, Ages([seat]));
        if (eyes.Seats.Count > 1) Row(to, "all", All(), Ages(eyes.Seats));
        double seconds = Seconds;
        to.WriteLine(Text($"{All().Looked / seconds:0.0} inferences/s in {eyes.Sessions.Count} session{(eyes.Sessions.Count == 1 ? "" : "s")} over {seconds:0.0} s; {eyes.Unsent} messages that no broker took"));
        if (All() is { Recorded: > 0 } or { Unrecorded: > 0 })
            to.WriteLine(Text($"{All().Recorded} pictures sent to the edge's recording{(All().Unrecorded == 0 ? "" : $", {All().Unrecorded} not: too large (lower the camera's width or recording.frames.quality), or the broker was behind")}"));
        if (eyes.PicturesLost > 0) to.WriteLine(Text($"{eyes.PicturesLost} pictures in doubt had to go because a ring was full: raise ring.megabytes"));
    }

    /// <summary>The same as JSON.</summary>
    public byte[] ToJson()
    {
        (long p50, long p99) = Ages(eyes.Seats);
        SeatCounters all = All();
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Seconds, Sessions = eyes.Sessions.Count, InferencesPerSecond = all.Looked / Seconds, AgeP50Us = p50, AgeP99Us = p99, eyes.Unsent,
                All = all, Cameras = eyes.Seats.Select(s => new { s.Id, Fault = s.Fault.ToString(), s.Counters }),
            },
            Json);
    }

    private double Seconds => Math.Max(1e-3, _seconds ?? Stopwatch.GetElapsedTime(_began).TotalSeconds);

    private SeatCounters All()
    {
        SeatCounters all = default;
        foreach (Seat seat in eyes.Seats) all += seat.Counters;
        return all;
    }

    private static void Row(TextWriter to, string name, SeatCounters c, (long P50, long P99) age) => to.WriteLine(Text(
        $"{name,-16} {c.Seen,8} {c.Looked,8} {c.Gated,8} {c.Dropped,8} {c.Blind,8} {c.Faults,7} {c.Wakes,6} {age.P50 / 1000.0,6:0} ms {age.P99 / 1000.0,6:0} ms"));

    private static (long P50, long P99) Ages(IReadOnlyList<Seat> seats)
    {
        var all = new List<long>();
        foreach (Seat seat in seats) seat.CopyAgesTo(all);
        all.Sort();
        return (Looking.Ages.Percentile(all, 0.5), Looking.Ages.Percentile(all, 0.99));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
