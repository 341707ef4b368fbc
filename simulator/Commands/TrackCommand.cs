using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using O4O.Edge.Store.BoxTracking;
using O4O.Simulator.TrackScoring;

namespace O4O.Simulator.Commands;

/// <summary><c>track</c>: a file of detections through the edge's tracker.</summary>
public static class TrackCommand
{
    private const double FpsMin = 0.1, FpsMax = 1_000;

    /// <summary>In a file of detections, "no confidence was given".</summary>
    private const double NoConfidence = -1;

    public static Command Create()
    {
        var detections = new Option<string>("--detections") { Description = "MOTChallenge rows: frame, id (any), left, top, width, height, confidence", Required = true };
        var fps = new Option<double>("--fps") { Description = "pictures a second: the tracker counts time, not frames", Required = true };
        var output = new Option<string>("--out") { Description = "where to write the tracks (MOTChallenge rows)", Required = true };
        var full = new Option<double>("--confidence-max") { Description = "what the detector gives when it is quite sure", DefaultValueFactory = _ => 1 };
        var peer = new Option<bool>("--peer") { Description = "follow by the rule of SORT (Bewley and others 2016) instead, to compare" };
        var command = new Command("track", "Follows people through the detections of one camera, as the edge does live: who is seen, and who is believed to be there.")
        {
            detections, fps, output, full, peer,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(detections)!, parsed.GetValue(fps), parsed.GetValue(output)!, parsed.GetValue(full), parsed.GetValue(peer)));
        return command;
    }

    private static int Run(string detections, double fps, string output, double full, bool peer)
    {
        if (!(fps >= FpsMin && fps <= FpsMax)) throw new UserMistakeException($"--fps must be between {Text(FpsMin)} and {Text(FpsMax)}, not {Text(fps)}");
        if (!(full > 0) || !double.IsFinite(full)) throw new UserMistakeException($"--confidence-max must be above 0, not {Text(full)}");
        if (Path.GetFullPath(detections) == Path.GetFullPath(output)) throw new UserMistakeException("--out names the detections themselves: they would be overwritten");
        MotRow[] rows = Scaled(MotFile.Read(detections), full, detections);
        long began = Stopwatch.GetTimestamp();
        IReadOnlyList<MotRow> tracks = peer ? TrackRun.FollowAsSort(rows) : TrackRun.Follow(rows, fps, new BoxTrackerOptions());
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        Write(tracks, output);
        int unusable = rows.Count(r => !r.Box.IsSound);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rows.Length} detections{(unusable > 0 ? $" ({unusable} without an area, passed over)" : "")} → {tracks.Count} boxes of {tracks.Select(t => t.Id).Distinct().Count()} tracks in {took.TotalMilliseconds:0} ms: {output}"));
        return 0;
    }

    /// <summary>Confidences as shares of the surest; a file that has none is believed.</summary>
    private static MotRow[] Scaled(IReadOnlyList<MotRow> rows, double full, string path)
    {
        bool none = rows.All(r => r.Confidence == NoConfidence);
        var scaled = new MotRow[rows.Count];
        for (int i = 0; i < scaled.Length; i++)
        {
            double share = none ? 1 : rows[i].Confidence / full;
            if (share is < 0 or > 1)
                throw new UserMistakeException($"{path}, line {rows[i].Line}: confidence {Text(rows[i].Confidence)} is not between 0 and {Text(full)}; --confidence-max tells the detector's own scale");
            scaled[i] = rows[i] with { Confidence = share };
        }
        return scaled;
    }

    private static void Write(IReadOnlyList<MotRow> tracks, string path)
    {
        try
        {
            using var to = new StreamWriter(path);
            foreach (MotRow row in tracks) MotFile.Write(to, row.Frame, row.Id, row.Box, row.Confidence);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"{path}: the tracks cannot be written: {e.Message}", e);
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
