using O4O.Settings;

namespace O4O.Edge.Drivers.Camera.Privacy;

/// <summary>Masks of one camera, planned for one picture size as runs of pixels to make black. Applying them allocates nothing.</summary>
public sealed class PrivacyMask
{
    private const byte Black = 16, NoColour = 128;
    private readonly (int From, int Count)[] _bright, _colour;
    private readonly int _luma, _chroma;

    public PrivacyMask(IReadOnlyList<MaskShape> shapes, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        int colourWidth = (width + 1) / 2, colourHeight = (height + 1) / 2;
        (_luma, _chroma) = (width * height, colourWidth * colourHeight);
        var bright = new List<(int, int)>();
        var colour = new List<(int, int)>();
        foreach (MaskShape shape in shapes)
        {
            Cover(Corners(shape), width, height, bright);
            Cover(Corners(shape), colourWidth, colourHeight, colour);
        }
        (_bright, _colour) = ([.. bright], [.. colour]);
    }

    /// <summary>A file of masks: a JSON array of shapes under the key <c>masks</c>.</summary>
    /// <exception cref="CameraException">It cannot be used; the message names file, place and reason.</exception>
    public static IReadOnlyList<MaskShape> Read(string path)
    {
        SettingsResult<MaskFile> read = SettingsFile.Load<MaskFile>(path);
        return read.IsValid ? read.Value.Masks : throw new CameraException(string.Join(Environment.NewLine, read.Problems));
    }

    /// <summary>Makes what is masked black, in a picture of the size that this was made for (I420).</summary>
    public void Apply(Span<byte> pixels)
    {
        if (_bright.Length == 0) return;
        foreach ((int from, int count) in _bright) pixels.Slice(from, count).Fill(Black);
        Span<byte> u = pixels.Slice(_luma, _chroma), v = pixels.Slice(_luma + _chroma, _chroma);
        foreach ((int from, int count) in _colour)
        {
            u.Slice(from, count).Fill(NoColour);
            v.Slice(from, count).Fill(NoColour);
        }
    }

    private static (double X, double Y)[] Corners(MaskShape shape)
    {
        var points = shape.Points.Select(p => (X: p[0], Y: p[1])).ToArray();
        return points.Length > 2 ? points : [points[0], (points[1].X, points[0].Y), points[1], (points[0].X, points[1].Y)];
    }

    /// <summary>
    /// Runs of every pixel that the polygon touches in the row's middle, widened by one on both sides and doubled above and below:
    /// a mask may cover a pixel too many, never one too few.
    /// </summary>
    private static void Cover((double X, double Y)[] corners, int width, int height, List<(int From, int Count)> runs)
    {
        var crossings = new List<double>();
        for (int row = 0; row < height; row++)
        {
            for (int part = 0; part <= 2; part++)
            {
                double y = (row + (part / 2.0)) / height;
                crossings.Clear();
                for (int i = 0; i < corners.Length; i++)
                {
                    (double X, double Y) a = corners[i], b = corners[(i + 1) % corners.Length];
                    if (a.Y <= y != b.Y <= y) crossings.Add(a.X + ((y - a.Y) / (b.Y - a.Y) * (b.X - a.X)));
                }
                crossings.Sort();
                for (int i = 0; i + 1 < crossings.Count; i += 2)
                {
                    int from = Math.Max(0, (int)Math.Floor(crossings[i] * width) - 1);
                    int to = Math.Min(width, (int)Math.Ceiling(crossings[i + 1] * width) + 1);
                    if (to > from) runs.Add(((row * width) + from, to - from));
                }
            }
        }
    }
}
