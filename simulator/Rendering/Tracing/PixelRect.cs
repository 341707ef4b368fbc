namespace O4O.Simulator.Rendering.Tracing;

/// <summary>Pixels of a picture: from left and top up to, and without, right and bottom.</summary>
internal readonly record struct PixelRect(int Left, int Top, int Right, int Bottom)
{
    /// <summary>No pixel at all; joined with another one it is the other.</summary>
    public static readonly PixelRect Nothing = new(int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);

    public bool IsEmpty => Left >= Right || Top >= Bottom;

    public int Width => Right - Left;

    public int Height => Bottom - Top;

    public PixelRect Join(PixelRect other) =>
        other.IsEmpty ? this : IsEmpty ? other
            : new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    public PixelRect Grown(int by, int width, int height) => IsEmpty ? this : new PixelRect(Left - by, Top - by, Right + by, Bottom + by).Within(width, height);

    public PixelRect Within(int width, int height) => new(Math.Max(0, Left), Math.Max(0, Top), Math.Min(width, Right), Math.Min(height, Bottom));

    /// <summary>Adds a rectangle to others, joined with those that it overlaps, so that no pixel is in two of them.</summary>
    public static void JoinInto(List<PixelRect> rects, PixelRect rect)
    {
        if (rect.IsEmpty) return;
        for (int i = 0; i < rects.Count; i++)
        {
            PixelRect other = rects[i];
            if (rect.Left >= other.Right || other.Left >= rect.Right || rect.Top >= other.Bottom || other.Top >= rect.Bottom) continue;
            // The joined one may overlap some that neither did.
            rect = rect.Join(other);
            rects.RemoveAt(i);
            i = -1;
        }
        rects.Add(rect);
    }
}
