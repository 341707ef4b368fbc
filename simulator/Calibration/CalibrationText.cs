using System.Globalization;
using System.Text;
using O4O.Simulator.Evaluation;

namespace O4O.Simulator.Calibration;

/// <summary>A calibration as plain tables, and what follows from them.</summary>
public static class CalibrationText
{
    /// <summary>Reliability, curve, check, and the threshold in a sentence.</summary>
    public static string Table(CalibrationProvenance about, CalibrationResult result)
    {
        ArgumentNullException.ThrowIfNull(about);
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder();
        Line(text, $"{string.Join(" + ", about.Days.Select(d => d.Name))}, seeds {about.Seeds}: {result.Recordings} recordings, {result.Trips} trips, {result.HeldBack} of them in review whatever the threshold");
        Reliability(text, result);
        Line(text, $"");
        Line(text, $"{"doubtBelow",-10}  {"reviewed %",-20} {"wrongly charged %",-21} {"units",6} {"wrong",6}  exact among charged");
        foreach (CurvePoint point in result.Curve) Row(text, point, ReferenceEquals(point, result.Choice.Point) ? (result.Choice.IsReached ? "  <- chosen" : "  <- best") : "");
        if (result.Check is { } check)
        {
            Line(text, $"");
            Line(text, $"check: seeds {check.Seeds}, the edge itself at this threshold");
            Row(text, check.Point, check.Holds ? "  holds" : "  DOES NOT HOLD");
        }
        Line(text, $"");
        Line(text, $"{Verdict(about.WrongMax, result)}");
        return text.ToString();
    }

    private static void Reliability(StringBuilder text, CalibrationResult result)
    {
        Line(text, $"");
        Line(text, $"{"",-13}  {"all trips",-40}  those that a threshold decides about");
        Line(text, $"{"confidence",-13}  {"trips",6} {"stated",7} {"right %",-24}  {"trips",6} {"stated",7} right %");
        foreach ((ReliabilityBin all, ReliabilityBin free) in result.Reliability.Zip(result.ReliabilityNotHeldBack))
        {
            if (all.Visits == 0) continue;
            Line(text, $"{$"{Plain(all.From)}-{Plain(all.To)}",-13}  {Bin(all),-39}  {Bin(free)}");
        }
        Line(text, $"expected calibration error {100 * ReliabilityBin.ExpectedError(result.Reliability):0.0} %, of those that a threshold decides about {100 * ReliabilityBin.ExpectedError(result.ReliabilityNotHeldBack):0.0} %");
    }

    private static string Bin(ReliabilityBin bin) => bin.Visits == 0
        ? $"{0,6}"
        : string.Create(CultureInfo.InvariantCulture, $"{bin.Visits,6} {bin.Stated,7:0.0000} {Percent(bin.RightInterval, "0.0"),-24}");

    private static void Row(StringBuilder text, CurvePoint p, string mark) =>
        Line(text, $"{Plain(p.Threshold),-10}  {Percent(p.Reviewed, "0.0"),-20} {Percent(p.WronglyCharged, "0.00"),-21} {p.UnitsCharged,6} {p.UnitsWrong,6}  {(double.IsNaN(p.ExactShare) ? "-" : $"{(100 * p.ExactShare).ToString("0.0", CultureInfo.InvariantCulture)} %")}{mark}");

    private static string Verdict(double wrongMax, CalibrationResult result)
    {
        CurvePoint p = result.Choice.Point;
        string most = $"{Percent(wrongMax)} % of the units charged";
        if (result.Choice.IsReached)
        {
            string chosen = $"fusion.doubtBelow {Plain(p.Threshold)} is the lowest threshold at which, with 95 % confidence, at most {most} are wrong";
            return result.IsSound ? chosen : chosen + "; but on the days of the check more were: do not use it";
        }
        if (p.UnitsCharged == 0) return "No threshold charges anything: there is nothing to learn from these days";
        int needed = Binomial.NeededFor(wrongMax);
        string why = p.UnitsCharged < needed ? $"; even without a mistake that takes {needed} units charged: more seeds" : "";
        return $"NO THRESHOLD keeps the wrongly charged at or below {most} with 95 % confidence; best is fusion.doubtBelow {Plain(p.Threshold)} with up to {Percent(p.Bound)} %{why}";
    }

    private static string Percent(Figure f, string format)
    {
        if (double.IsNaN(f.Value)) return "-";
        string At(double share) => (100 * share).ToString(format, CultureInfo.InvariantCulture);
        return $"{At(f.Value)} ({At(f.Low)}-{At(f.High)})";
    }

    private static string Percent(double share) => (100 * share).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Plain(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture).TrimEnd()).Append('\n');
}
