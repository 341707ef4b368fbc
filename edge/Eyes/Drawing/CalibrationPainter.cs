using System.Globalization;
using O4O.Edge.Eyes.Calibrating;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Eyes.Drawing;

/// <summary>
/// Paints what a calibration says over the picture: the floor in squares of half a metre around the points, each point where it was marked
/// (a cross) and where the calibration puts it (a ring), and those left out in another colour.
/// </summary>
internal static class CalibrationPainter
{
    private const double GridMm = 500, AroundMm = 1_000, StepMm = 20;
    private const int LinesMax = 400;

    private static readonly Ink Grid = new(145, 54, 34), Edge = new(170, 166, 16), Marked = new(210, 16, 146), Put = new(81, 90, 240), Left = new(107, 202, 221);

    public static void Paint(Canvas canvas, CalibrationResult result)
    {
        List<Point3> places = [.. result.Used.Concat(result.Outliers.Select(o => o.Point)).Select(p => p.Place)];
        Floor(canvas, result.Camera, places);
        foreach (MarkedPoint point in result.Used) Point(canvas, result.Camera, point, Marked);
        foreach ((MarkedPoint point, _) in result.Outliers) Point(canvas, result.Camera, point, Left);
    }

    private static void Floor(Canvas canvas, CameraModel camera, List<Point3> places)
    {
        double x0 = Below(places.Min(p => p.X) - AroundMm), x1 = Below(places.Max(p => p.X) + AroundMm + GridMm);
        double y0 = Below(places.Min(p => p.Y) - AroundMm), y1 = Below(places.Max(p => p.Y) + AroundMm + GridMm);
        if ((x1 - x0 + y1 - y0) / GridMm > LinesMax) return;
        for (double x = x0; x <= x1; x += GridMm) Line(canvas, camera, new(x, y0, 0), new(x, y1, 0), x == 0 ? Edge : Grid);
        for (double y = y0; y <= y1; y += GridMm) Line(canvas, camera, new(x0, y, 0), new(x1, y, 0), y == 0 ? Edge : Grid);
    }

    /// <summary>Point by point: a lens bends straight lines.</summary>
    private static void Line(Canvas canvas, CameraModel camera, Point3 from, Point3 to, Ink ink)
    {
        Point3 way = to - from;
        int steps = (int)(way.LengthMm / StepMm);
        for (int i = 0; i <= steps; i++)
            if (camera.TryProject(from + way * ((double)i / steps), out Pixel pixel) && camera.Shows(pixel)) Dot(canvas, pixel.U, pixel.V, 1, ink);
    }

    private static void Point(Canvas canvas, CameraModel camera, MarkedPoint point, Ink ink)
    {
        for (int d = -6; d <= 6; d++)
        {
            Dot(canvas, point.Pixel.U + d, point.Pixel.V, 2, ink);
            Dot(canvas, point.Pixel.U, point.Pixel.V + d, 2, ink);
        }
        if (camera.TryProject(point.Place, out Pixel put) && Math.Abs(put.U) < 1e6 && Math.Abs(put.V) < 1e6)
        {
            for (int i = 0; i < 48; i++) Dot(canvas, put.U + 9 * Math.Cos(i * Math.PI / 24), put.V + 9 * Math.Sin(i * Math.PI / 24), 2, Put);
        }
        BoxPainter.Label(canvas, (int)point.Pixel.U + 12, (int)point.Pixel.V + 6, point.Number.ToString(CultureInfo.InvariantCulture), ink);
    }

    private static void Dot(Canvas canvas, double u, double v, int size, Ink ink)
    {
        if (!(Math.Abs(u) < 1e6 && Math.Abs(v) < 1e6)) return;
        int x = (int)Math.Floor(u + 0.5), y = (int)Math.Floor(v + 0.5);
        canvas.Fill(x, y, x + size, y + size, ink);
    }

    private static double Below(double mm) => Math.Floor(mm / GridMm) * GridMm;
}
