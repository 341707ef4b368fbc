using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.Rendering.Export;

/// <summary>Draws the truth over a picture: bodies yellow (what is seen) and blue (all), heads red, wrists green or, where hidden, grey, goods magenta, crops white.</summary>
internal static class TruthDrawing
{
    public static void Draw(byte[] rgb, int width, int height, FrameTruth truth)
    {
        var on = new Sheet(rgb, width, height);
        foreach (PersonTruth person in truth.People)
        {
            on.Frame(person.Full, 60, 120, 255);
            on.Frame(person.Seen, 255, 220, 0);
            on.Dot(person.Head, 255, 30, 30);
            foreach (HandTruth hand in (ReadOnlySpan<HandTruth>)[person.Left, person.Right])
            {
                on.Dot(hand.Wrist, 30, 255, 60);
                on.Frame(hand.Goods, 255, 0, 255);
                if (hand.Gtin is not null) on.Frame(hand.Crop, 255, 255, 255);
            }
        }
    }

    private readonly ref struct Sheet(byte[] rgb, int width, int height)
    {
        public void Frame(PictureBox box, byte r, byte g, byte b)
        {
            if (box.IsEmpty) return;
            int left = (int)box.Left, top = (int)box.Top, right = (int)(box.Left + box.Width) - 1, bottom = (int)(box.Top + box.Height) - 1;
            for (int x = left; x <= right; x++)
            {
                Put(x, top, r, g, b);
                Put(x, bottom, r, g, b);
            }
            for (int y = top; y <= bottom; y++)
            {
                Put(left, y, r, g, b);
                Put(right, y, r, g, b);
            }
        }

        public void Dot(PointTruth point, byte r, byte g, byte b)
        {
            if (point.Sight == 0) return;
            if (point.Sight == 1) (r, g, b) = (128, 128, 128);
            for (int dy = -2; dy <= 2; dy++)
                for (int dx = -2; dx <= 2; dx++)
                    if (dx * dx + dy * dy <= 5) Put((int)point.X + dx, (int)point.Y + dy, r, g, b);
        }

        private void Put(int x, int y, byte r, byte g, byte b)
        {
            if (x < 0 || y < 0 || x >= width || y >= height) return;
            int at = (y * width + x) * 3;
            (rgb[at], rgb[at + 1], rgb[at + 2]) = (r, g, b);
        }
    }
}
