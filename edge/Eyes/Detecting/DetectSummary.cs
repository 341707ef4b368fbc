using System.Diagnostics;
using System.Globalization;
using O4O.Edge.Drivers.Inference;

namespace O4O.Edge.Eyes.Detecting;

/// <summary>What a run of <c>detect</c> did.</summary>
/// <param name="Frames">Frames that were looked at.</param>
/// <param name="Detections">Rows written.</param>
/// <param name="Seconds">From the first frame to the last row, reading, decoding and writing included.</param>
/// <param name="Sessions">How many were at work.</param>
/// <param name="Times">Where the sessions' time went, added up over all of them.</param>
/// <param name="Live">What there is to say of a live source; null of a file.</param>
internal sealed record DetectSummary(long Frames, long Detections, double Seconds, int Sessions, DetectTimes Times, string? Live)
{
    public void Print(TextWriter to, string file)
    {
        double ms = 1000.0 / Stopwatch.Frequency / Math.Max(1, Frames);
        to.WriteLine(Text($"{Frames} frames, {Detections} detections in {file}"));
        if (Live is not null) to.WriteLine(Live);
        to.WriteLine(Text($"{Frames / Math.Max(1e-9, Seconds):0.0} frames/s; {Sessions} session{(Sessions == 1 ? "" : "s")} of one thread"));
        to.WriteLine(Text(
            $"{100 * Times.ShareOutside:0.0} % of the time outside the bare session run: a frame takes {Times.PrepareTicks * ms:0.00} ms to prepare, {Times.RunTicks * ms:0.00} ms to run, {Times.DecodeTicks * ms:0.00} ms to decode"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
