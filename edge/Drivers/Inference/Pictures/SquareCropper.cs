using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference.Pictures;

/// <summary>
/// Cuts a square around something out of a picture, straight into a model's input: bilinear, the mean of several places a pixel where the
/// picture is much finer than the input, the picture's edge repeated beyond it. Allocates nothing after the first picture of a width.
/// </summary>
internal sealed class SquareCropper
{
    /// <summary>Places along each direction that a pixel of the input is the mean of, at most.</summary>
    private const int PlacesMax = 4;

    /// <summary>Picture pixels between neighbouring places, beyond which fine stripes would come out as coarse ones.</summary>
    private const double SpacingMax = 1.5;

    private readonly int _side;
    private readonly bool _isRgb;
    private readonly ColourScale _scale;
    private readonly Taps _columns, _rows, _colourColumns, _colourRows;
    private readonly float[] _picked, _sums;
    private ushort[] _mixed = [];

    /// <param name="input">As wide as it is high, nchw.</param>
    public SquareCropper(ModelInput input)
    {
        (_side, _isRgb, _scale) = (input.Width, input.Colour == ColourOrder.Rgb, ColourScale.Of(input));
        int most = _side * PlacesMax;
        (_columns, _rows, _colourColumns, _colourRows) = (new Taps(most), new Taps(most), new Taps(most), new Taps(most));
        (_picked, _sums) = (new float[most], new float[3 * _side]);
    }

    /// <summary>Writes a square into the tensor, 3 × side × side.</summary>
    /// <param name="picture">Any size; the square may reach out of it.</param>
    /// <param name="x">Pixels from the picture's left edge to the square's middle.</param>
    /// <param name="y">Pixels from its top edge.</param>
    /// <param name="wide">The square's side, pixels of the picture, above 0.</param>
    /// <param name="tensor">Gets it.</param>
    public void Cut(in Picture picture, double x, double y, double wide, Span<float> tensor)
    {
        if (_mixed.Length < picture.Width) _mixed = new ushort[picture.Width];
        int places = Math.Clamp((int)Math.Ceiling(wide / _side / SpacingMax), 1, PlacesMax), count = _side * places;
        double step = wide / count, left = x - wide / 2 + step / 2, top = y - wide / 2 + step / 2;
        _columns.Place(left, step, count, picture.Width, 1);
        _rows.Place(top, step, count, picture.Height, 1);
        _colourColumns.Place(left, step, count, picture.ColourWidth, 2);
        _colourRows.Place(top, step, count, picture.ColourHeight, 2);
        int plane = _side * _side;
        for (int row = 0; row < _side; row++)
        {
            Span<float> sums = _sums;
            sums.Clear();
            for (int n = row * places; n < (row + 1) * places; n++)
            {
                Add(picture.Y, picture.Width, _rows, n, _columns, places, sums[.._side]);
                Add(picture.U, picture.ColourWidth, _colourRows, n, _colourColumns, places, sums.Slice(_side, _side));
                Add(picture.V, picture.ColourWidth, _colourRows, n, _colourColumns, places, sums[(2 * _side)..]);
            }
            float share = 1f / (places * places);
            for (int i = 0; i < sums.Length; i++) sums[i] *= share;
            int at = row * _side;
            Span<float> first = tensor.Slice(at, _side), second = tensor.Slice(plane + at, _side), third = tensor.Slice(2 * plane + at, _side);
            Resampling.ToColours(sums[.._side], sums.Slice(_side, _side), sums[(2 * _side)..], _scale, _isRgb ? first : third, second, _isRgb ? third : first);
        }
    }

    private void Add(ReadOnlySpan<byte> plane, int width, Taps rows, int row, Taps columns, int places, Span<float> sums)
    {
        int first = rows.First[row] * width;
        Span<ushort> mixed = _mixed.AsSpan(0, width);
        // Only the columns that are picked: the square is a small part of a picture.
        int from = columns.First[0], to = columns.First[sums.Length * places - 1] + 2;
        Resampling.MixRows(plane[(first + from)..(first + to)], plane[(first + width + from)..(first + width + to)], rows.Towards[row], mixed[from..to]);
        Span<float> picked = _picked.AsSpan(0, sums.Length * places);
        Resampling.PickColumns(mixed, columns, picked);
        for (int i = 0, p = 0; i < sums.Length; i++)
            for (int k = 0; k < places; k++) sums[i] += picked[p++];
    }
}
