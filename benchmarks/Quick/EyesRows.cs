using System.Globalization;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Quick;

/// <summary>From a frame to detections beside the bare session run; two sessions of one thread beside one of two.</summary>
internal static class EyesRows
{
    private const int Rounds = 21, Frames = 6, ThroughputRounds = 11, FramesEach = 8;
    private const int ReadRounds = 11, ReadFrames = 24, PassFrames = 240, RecordedQuality = 85;
    private const double OverBareMax = 1.10, TwoOverOneMin = 1.25;

    public static IEnumerable<Row> Measure()
    {
        if (EyesLoad.Missing() is { } reason)
        {
            yield return new Row("frame → detections", "≤ 1.10 × the bare session run", reason, null);
            yield break;
        }
        yield return OverBare("yolox-nano");
        yield return OverBare("fastestdet");
        yield return TwoOverOne("yolox-nano");
        yield return Kept("yolox-nano");
        yield return ReadBack();
    }

    /// <summary>What looking at a recording's pictures again costs before any network sees them, beside ffmpeg on the same pictures.</summary>
    private static Row ReadBack()
    {
        using var load = new JpegLoad(RecordedQuality);
        var turns = new Interleaved(
            ReadRounds, load.FfmpegUs, () => Timed.CoreUs(ReadFrames, load.Read), () => Timed.CoreUs(PassFrames, load.MemoryPass));
        return new Row(
            $"JPEG of {load.Size} read back into planes", "",
            string.Create(CultureInfo.InvariantCulture, $"{turns.Median(1) / 1000:0.00} ms, {turns.Ratio(1, 0):0.0} × ffmpeg's decoder in one thread ({turns.Spread(1, 0)}), {turns.Ratio(1, 2):0} × a memory pass over the planes; {load.Bytes / 1024:0} KB at quality {RecordedQuality}"),
            null);
    }

    private static Row OverBare(string model)
    {
        using var load = new EyesLoad(model);
        var turns = new Interleaved(Rounds, () => Timed.CoreUs(Frames, load.RunBare), () => Timed.CoreUs(Frames, load.Detect));
        double ratio = turns.Ratio(1, 0), beyondUs = turns.Median(1) - turns.Median(0);
        return new Row(
            $"frame of {load.Size} → detections, {model}", "≤ 1.10 × the bare session run",
            string.Create(CultureInfo.InvariantCulture, $"{ratio:0.000} × ({turns.Spread(1, 0)}): {beyondUs / 1000:0.00} ms more than {turns.Median(0) / 1000:0.0} ms"),
            ratio <= OverBareMax);
    }

    /// <summary>What the last seconds of a camera cost, beside the look at the same frame.</summary>
    private static Row Kept(string model)
    {
        using var load = new EyesLoad(model);
        int bytes = load.Compress();
        var turns = new Interleaved(Rounds, () => Timed.CoreUs(Frames, load.RunBare), () => Timed.CoreUs(Frames, () => load.Compress()));
        double us = turns.Median(1);
        return new Row(
            $"frame of {load.Size} kept in memory as JPEG", "",
            string.Create(CultureInfo.InvariantCulture, $"{us / 1000:0.00} ms, {turns.Ratio(1, 0):0.00} × a session run of {model} ({turns.Spread(1, 0)}), {bytes / 1024.0:0} KB; twelve cameras at 4 a second: {12 * 4 * us / 1e4:0.0} % of a core"),
            null);
    }

    private static Row TwoOverOne(string model)
    {
        using EyesLoad first = new(model), second = new(model), wide = new(model, threads: 2);
        var turns = new Interleaved(
            ThroughputRounds,
            () => Timed.Us(1, () => Both(first, second)) / (2 * FramesEach),
            () => Timed.Us(2 * FramesEach, wide.RunBare));
        double ratio = turns.Ratio(1, 0);
        return new Row(
            $"two sessions of one thread / one of two, {model}", "≥ 1.25 × throughput",
            string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} × ({turns.Spread(1, 0)}): {1e6 / turns.Median(0):0} against {1e6 / turns.Median(1):0} inferences/s"),
            ratio >= TwoOverOneMin);
    }

    private static void Both(EyesLoad first, EyesLoad second)
    {
        var other = new Thread(() => Run(second));
        other.Start();
        Run(first);
        other.Join();
    }

    private static void Run(EyesLoad load)
    {
        for (int i = 0; i < FramesEach; i++) load.RunBare();
    }
}
