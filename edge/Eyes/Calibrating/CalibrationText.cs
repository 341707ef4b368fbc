using System.Globalization;
using System.Text;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Eyes.Calibrating;

/// <summary>What the installer reads.</summary>
internal static class CalibrationText
{
    public static string Of(CalibrationResult result, string output)
    {
        var text = new StringBuilder();
        CameraModel camera = result.Camera;
        Line(text, $"{output}: from {result.Used.Count} points, {result.Outliers.Count} left out");
        Line(text, $"  off by       {result.RmsPx:0.00} px (rms; worst {result.Worst.OffPx:0.0} px, point {result.Worst.Number}), {result.RmsMm:0.0} mm on the points' horizontal planes");
        double mm = result.Sigmas.Skip(3).Take(3).Max(), degrees = result.Sigmas.Take(3).Max() * 180 / Math.PI;
        Line(text, $"  place        {camera.Position.X:0} {camera.Position.Y:0} {camera.Position.Z:0} mm (± {mm:0.0})");
        Point3 ahead = camera.Rotation.Forward;
        double down = Math.Atan2(-ahead.Z, Math.Sqrt(ahead.X * ahead.X + ahead.Y * ahead.Y)) * 180 / Math.PI;
        Line(text, $"  looks        {down:0.0}° down (± {degrees:0.00})");
        string held = Parameters.Has(result.Free, Freedom.Focal) ? string.Create(CultureInfo.InvariantCulture, $" (± {100 * result.Sigmas[Parameters.PoseCount]:0.0} %)") : " (given)";
        string lens = camera.Lens.Kind == LensKind.None ? "none" : $"{camera.Lens.Kind.ToString().ToLowerInvariant()} {string.Join(' ', camera.Lens.Coefficients.Select(k => k.ToString("0.####", CultureInfo.InvariantCulture)))}";
        Line(text, $"  focal length {camera.Intrinsics.Fx:0.0} px{held}, lens {lens}");
        Reach(text, result);
        foreach ((MarkedPoint point, double off) in result.Outliers)
            Line(text, $"  point {point.Number} left out: it is {off:0} px from where it should be; mis-clicked, or measured wrong");
        foreach (string note in result.Notes) Line(text, $"  note: {note}");
        return text.ToString();
    }

    /// <summary>What a pixel is worth where points were marked: the nearest, the farthest.</summary>
    private static void Reach(StringBuilder text, CalibrationResult result)
    {
        var worth = new List<double>();
        foreach (MarkedPoint point in result.Used)
            if (result.Camera.TrySpreadAt(point.Place, 1, 0, out FloorSpread spread)) worth.Add(spread.WorstSigmaMm);
        if (worth.Count > 0) Line(text, $"  a pixel is   {worth.Min():0.0} mm at the best point, {worth.Max():0.0} mm at the worst");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
