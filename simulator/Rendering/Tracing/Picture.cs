namespace O4O.Simulator.Rendering.Tracing;

/// <summary>
/// A painted picture to put on things: linear light, with halved copies of itself, so that from afar it is looked up where a pixel is as
/// wide as its dots.
/// </summary>
internal sealed class Picture
{
    private readonly List<(int Width, int Height, Vec[] Dots)> _levels = [];

    /// <param name="width">A power of two.</param>
    /// <param name="height">A power of two.</param>
    /// <param name="dots">Row by row, from the top; kept.</param>
    public Picture(int width, int height, Vec[] dots)
    {
        _levels.Add((width, height, dots));
        while (width > 1 || height > 1)
        {
            int w = Math.Max(1, width / 2), h = Math.Max(1, height / 2), sx = width > 1 ? 1 : 0, sy = height > 1 ? width : 0;
            var half = new Vec[w * h];
            for (int j = 0; j < h; j++)
            {
                for (int i = 0; i < w; i++)
                {
                    int at = j * (sy > 0 ? 2 : 1) * width + i * (sx > 0 ? 2 : 1);
                    half[j * w + i] = (dots[at] + dots[at + sx] + dots[at + sy] + dots[at + sx + sy]) * 0.25f;
                }
            }
            (width, height, dots) = (w, h, half);
            _levels.Add((width, height, dots));
        }
    }

    public int Width => _levels[0].Width;

    public int Height => _levels[0].Height;

    /// <summary>The colour at a place, 0 … 1 to the right (goes round) and down (ends at the edge).</summary>
    /// <param name="u">To the right.</param>
    /// <param name="v">Down.</param>
    /// <param name="dots">How many of its dots a pixel is wide.</param>
    public Vec At(float u, float v, float dots)
    {
        int level = 0;
        while (dots > 1.4f && level < _levels.Count - 1) (dots, level) = (dots * 0.5f, level + 1);
        (int width, int height, Vec[] all) = _levels[level];
        float x = u * width - 0.5f, y = Math.Clamp(v * height - 0.5f, 0, height - 1);
        int i = (int)MathF.Floor(x), j = (int)y;
        float fx = x - i, fy = y - j;
        int i0 = Wrap(i, width), i1 = Wrap(i + 1, width), j1 = Math.Min(j + 1, height - 1);
        Vec top = Vec.Lerp(all[j * width + i0], all[j * width + i1], fx), bottom = Vec.Lerp(all[j1 * width + i0], all[j1 * width + i1], fx);
        return Vec.Lerp(top, bottom, fy);
    }

    private static int Wrap(int i, int width) => ((i % width) + width) % width;
}
