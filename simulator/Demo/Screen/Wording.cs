using System.Globalization;
using O4O.Simulator.Demo.Cameras;
using O4O.Simulator.Demo.Outcome;
using O4O.Simulator.Demo.Services;

namespace O4O.Simulator.Demo.Screen;

/// <summary>Figures as people read them.</summary>
internal static class Wording
{
    /// <summary>An amount in minor units, which the demo store's currency (KRW) has none of.</summary>
    public static string Amount(long minor) => minor.ToString("N0", CultureInfo.InvariantCulture);

    public static string Time(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:00}:{seconds % 60:00}");

    public static string Millis(long us) => (us / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);

    public static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>One moment on one line.</summary>
    public static string Line(Snapshot now)
    {
        string start = string.Create(CultureInfo.InvariantCulture, $"{Time(now.Seconds)}  people {now.PeopleInside}");
        if (now.State is not { } s) return $"{start}  the edge does not answer, restarts {now.Restarts}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{start}  open {s.Sessions.Count} ({s.Sessions.Sum(o => o.Lines.Sum(l => l.Quantity))} units)  charged {s.Trips.Charged}  "
            + $"review {s.Trips.Review}  empty {s.Trips.Empty}  booked {s.Charges.Booked} ({Amount(s.Charges.BookedMinor)})  "
            + $"pending {s.Charges.Pending}  restarts {now.Restarts}");
    }

    /// <summary>Who is going to see the people.</summary>
    public static string Eyes(DemoOptions options)
    {
        if (options.Eyes is { } eyes) return $"pixels: {eyes.Cameras} rendered cameras, {DemoEyes.FramesPerSecond} pictures a second each; nobody tells the edge where people are";
        return options.EyesInstead is { } why ? $"joints: the edge is told where everybody is, because {why}" : "joints: the edge is told where everybody is";
    }

    private static IEnumerable<string> Eyes(DemoSummary end)
    {
        if (end.Eyes.Kind != EyesFigures.Pixels)
        {
            yield return $"Eyes       joints: the edge was told where everybody is{(end.Eyes.Instead is { } why ? $", because {why}" : "")}";
            yield break;
        }
        if (end.Eyes.Cameras is not { } c)
        {
            yield return "Eyes       pixels; the eyes left no figures";
            yield break;
        }
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Eyes       pixels: {c.Count} cameras of {c.Width} x {c.Height}, {Path.GetFileName(c.Model)}; a second {c.SeenPerSecond:0.0} pictures seen, "
            + $"{c.LookedPerSecond:0.0} looked at, {c.StillPerSecond:0.0} still, {c.DroppedPerSecond:0.0} dropped");
        yield return $"Eyes       detections p50 {Millis(c.AgeP50Us),8} ms   p99 {Millis(c.AgeP99Us),8} ms   old when they are told";
    }

    /// <summary>The summary at the end, a line each.</summary>
    public static IEnumerable<string> Lines(DemoSummary end)
    {
        (DemoSummary.TripFigures t, LineFigures l, DemoSummary.ChargeFigures c) = (end.Trips, end.Lines, end.Charges);
        yield return $"Trips      {t.Total}: {t.Charged} charged, {t.Review} in review, {t.Empty} empty, {t.Open} open";
        yield return $"Lines      units right {l.TruePositive}, wrong {l.FalsePositive}, missed {l.FalseNegative}: "
            + $"precision {Share(l.Precision)}, recall {Share(l.Recall)}, F1 {Share(l.F1)}";
        yield return $"Receipts   {l.ExactReceipts} of {l.Receipts} exact; wrongly charged {l.WronglyCharged} of {l.UnitsCharged} units";
        yield return $"Charges    edge {c.EdgeCount} of together {Amount(c.EdgeMinor)}, billing {c.BillingCount} of together "
            + $"{Amount(c.BillingMinor)} {end.Currency}: {(c.Equal ? "equal" : "NOT EQUAL")}";
        foreach (string line in Eyes(end)) yield return line;
        foreach ((string stage, StageLatency latency) in end.Latencies)
            yield return $"Latency    {stage,-20} p50 {Millis(latency.P50Us),8} ms   p99 {Millis(latency.P99Us),8} ms   of {latency.Count}";
        if (end.Counters.TryGetValue("simulatorPictures", out long drawn))
            yield return $"Pictures   {Amount(drawn)} rendered, {Amount(end.Counters["simulatorPicturesMissed"])} not in time";
        if (end.Restarts.Count == 0) yield return "Restarts   none";
        foreach ((string service, DemoSummary.RestartFigures r) in end.Restarts)
            yield return string.Create(CultureInfo.InvariantCulture, $"Restarts   {service} {r.Count}, away {r.LongestAwayMs:0} ms at most");
        if (end.Counters.GetValueOrDefault("simulatorLagUsMax") is > 1_000_000 and var lag)
            yield return $"Note       the machine was too busy: the simulated world fell behind by up to {Millis(lag)} ms";
        if (end.Eyes.Kind == EyesFigures.Pixels && t.Total > 0)
            yield return $"Note       from pixels {t.Review} of {t.Total} visits wait for a person: what cameras lost or were not sure of is charged to nobody; "
                + "--eyes joints shows what the store makes of good eyes";
    }
}
