namespace O4O.Edge.Eyes.Drawing;

/// <summary>A picture to draw on (I420); what lies outside of it is not drawn.</summary>
internal readonly ref struct Canvas
{
    private readonly Span<byte> _y, _u, _v;

    public Canvas(int width, int height, Span<byte> pixels)
    {
        (Width, Height) = (width, height);
        int luma = width * height, chroma = ((width + 1) / 2) * ((height + 1) / 2);
        _y = pixels[..luma];
        _u = pixels.Slice(luma, chroma);
        _v = pixels.Slice(luma + chroma, chroma);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Fills the rectangle from (left, top) up to, and not with, (right, bottom).</summary>
    public void Fill(int left, int top, int right, int bottom, Ink ink)
    {
        (left, top) = (Math.Max(0, left), Math.Max(0, top));
        (right, bottom) = (Math.Min(Width, right), Math.Min(Height, bottom));
        if (left >= right) return;
        int colourWidth = (Width + 1) / 2;
        for (int y = top; y < bottom; y++)
        {
            _y.Slice((y * Width) + left, right - left).Fill(ink.Y);
            int colour = ((y / 2) * colourWidth) + (left / 2), count = ((right - 1) / 2) - (left / 2) + 1;
            _u.Slice(colour, count).Fill(ink.U);
            _v.Slice(colour, count).Fill(ink.V);
        }
    }
}
