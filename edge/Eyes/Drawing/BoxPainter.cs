using System.Globalization;
using O4O.Edge.Drivers.Inference;

namespace O4O.Edge.Eyes.Drawing;

/// <summary>Draws a detection: its box, above it its class and its score in hundredths; head and wrists as squares, the left one hollow.</summary>
internal static class BoxPainter
{
    private const int PointReach = 2;
    private const float PointScoreMin = 0.5f;
    private const int Line = 2, Zoom = 2, Step = (Letters.Width + 1) * Zoom, LabelHeight = (Letters.Height + 2) * Zoom;

    public static void Paint(Canvas canvas, in Detection detection, string ofClass)
    {
        Ink ink = Ink.For(detection.Class);
        (int left, int top) = (Round(detection.X), Round(detection.Y));
        (int right, int bottom) = (Round(detection.X + detection.Width), Round(detection.Y + detection.Height));
        canvas.Fill(left, top, right, top + Line, ink);
        canvas.Fill(left, bottom - Line, right, bottom, ink);
        canvas.Fill(left, top, left + Line, bottom, ink);
        canvas.Fill(right - Line, top, right, bottom, ink);
        Point(canvas, detection.Points.Head, Ink.Head, hollow: false);
        Point(canvas, detection.Points.LeftWrist, Ink.Wrist, hollow: true);
        Point(canvas, detection.Points.RightWrist, Ink.Wrist, hollow: false);
        Label(canvas, Math.Max(0, left), Math.Max(0, top - LabelHeight), string.Create(CultureInfo.InvariantCulture, $"{ofClass} {100 * detection.Score:0}"), ink);
    }

    private static void Point(Canvas canvas, in BodyPoint point, Ink ink, bool hollow)
    {
        if (point.Score < PointScoreMin) return;
        (int x, int y) = (Round(point.X), Round(point.Y));
        canvas.Fill(x - PointReach - 1, y - PointReach - 1, x + PointReach + 2, y + PointReach + 2, Ink.Black);
        canvas.Fill(x - PointReach, y - PointReach, x + PointReach + 1, y + PointReach + 1, ink);
        if (hollow) canvas.Fill(x, y, x + 1, y + 1, Ink.Black);
    }

    /// <summary>A word on a ground of its own.</summary>
    public static void Label(Canvas canvas, int left, int top, string text, Ink ink)
    {
        canvas.Fill(left, top, left + (text.Length * Step) + Zoom, top + LabelHeight, ink);
        for (int i = 0; i < text.Length; i++)
        {
            for (int y = 0; y < Letters.Height; y++)
            {
                for (int x = 0; x < Letters.Width; x++)
                {
                    if (!Letters.IsSet(text[i], x, y)) continue;
                    int px = left + Zoom + (i * Step) + (x * Zoom), py = top + Zoom + (y * Zoom);
                    canvas.Fill(px, py, px + Zoom, py + Zoom, Ink.Black);
                }
            }
        }
    }

    /// <summary>A box far outside of the picture must not overflow.</summary>
    private static int Round(float at) => (int)Math.Clamp(at, -1e6f, 1e6f);
}
