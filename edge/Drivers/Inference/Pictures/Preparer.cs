using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference.Pictures;

/// <summary>
/// Brings pictures into a model's input: resized, letterboxed, coloured, scaled and laid out in one pass, straight into the
/// tensor. The plan for one picture size is kept; nothing is allocated while the size stays. Not for several threads at once.
/// </summary>
public sealed class Preparer
{
    private readonly ModelInput _input;
    private readonly ColourScale _scale;
    private readonly float[] _picked;
    private int _width, _height;
    private Taps _columns, _rows, _colourColumns, _colourRows;
    private ushort[] _mixed = [];

    public Preparer(ModelInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _input = input;
        _scale = ColourScale.Of(input);
        _picked = new float[6 * input.Width];
        _columns = _rows = _colourColumns = _colourRows = new Taps(2, 1, 2);
    }

    /// <summary>Where the last picture lies in the input.</summary>
    public Letterbox Letterbox { get; private set; }

    /// <summary>Writes a picture into the tensor.</summary>
    /// <param name="picture">Any size.</param>
    /// <param name="tensor">3 × height × width numbers of the model's input; the same at every call, since padding is written once a size.</param>
    public void Prepare(in Picture picture, Span<float> tensor)
    {
        if (tensor.Length != 3 * _input.Width * _input.Height)
            throw new ArgumentException($"the input has {3 * _input.Width * _input.Height} numbers, not {tensor.Length}", nameof(tensor));
        if (picture.Width != _width || picture.Height != _height) Plan(picture.Width, picture.Height, tensor);
        int width = Letterbox.Width, colourWidth = picture.ColourWidth;
        Span<float> picked = _picked;
        Span<float> y = picked[..width], u = picked.Slice(width, width), v = picked.Slice(2 * width, width);
        Span<ushort> mixed = _mixed.AsSpan(0, picture.Width), mixedColour = _mixed.AsSpan(0, colourWidth);
        for (int row = 0; row < Letterbox.Height; row++)
        {
            Mix(picture.Y, picture.Width, _rows, row, mixed);
            Resampling.PickColumns(mixed, _columns, y);
            Mix(picture.U, colourWidth, _colourRows, row, mixedColour);
            Resampling.PickColumns(mixedColour, _colourColumns, u);
            Mix(picture.V, colourWidth, _colourRows, row, mixedColour);
            Resampling.PickColumns(mixedColour, _colourColumns, v);
            if (_input.Layout == TensorLayout.Nchw) WritePlanes(row, y, u, v, tensor);
            else WritePixels(row, y, u, v, tensor);
        }
    }

    private static void Mix(ReadOnlySpan<byte> plane, int width, Taps rows, int row, Span<ushort> mixed)
    {
        int first = rows.First[row] * width;
        Resampling.MixRows(plane.Slice(first, width), plane.Slice(first + width, width), rows.Towards[row], mixed);
    }

    private void WritePlanes(int row, ReadOnlySpan<float> y, ReadOnlySpan<float> u, ReadOnlySpan<float> v, Span<float> tensor)
    {
        int plane = _input.Width * _input.Height, at = ((Letterbox.Top + row) * _input.Width) + Letterbox.Left;
        Span<float> first = tensor.Slice(at, y.Length), second = tensor.Slice(plane + at, y.Length), third = tensor.Slice((2 * plane) + at, y.Length);
        if (_input.Colour == ColourOrder.Rgb) Resampling.ToColours(y, u, v, _scale, first, second, third);
        else Resampling.ToColours(y, u, v, _scale, third, second, first);
    }

    private void WritePixels(int row, ReadOnlySpan<float> y, ReadOnlySpan<float> u, ReadOnlySpan<float> v, Span<float> tensor)
    {
        int width = y.Length;
        Span<float> colours = _picked.AsSpan(3 * width, 3 * width);
        Span<float> red = colours[..width], green = colours.Slice(width, width), blue = colours[(2 * width)..];
        Resampling.ToColours(y, u, v, _scale, red, green, blue);
        Span<float> pixels = tensor.Slice(3 * (((Letterbox.Top + row) * _input.Width) + Letterbox.Left), 3 * width);
        bool rgb = _input.Colour == ColourOrder.Rgb;
        Span<float> first = rgb ? red : blue, third = rgb ? blue : red;
        for (int i = 0; i < width; i++) (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = (first[i], green[i], third[i]);
    }

    private void Plan(int width, int height, Span<float> tensor)
    {
        (_width, _height) = (width, height);
        Letterbox = Letterbox.Of(width, height, _input);
        _columns = new Taps(width, Letterbox.Width, width);
        _rows = new Taps(height, Letterbox.Height, height);
        _colourColumns = new Taps((width + 1) / 2, Letterbox.Width, width);
        _colourRows = new Taps((height + 1) / 2, Letterbox.Height, height);
        // A mixed row is read in pairs, of which the last begins one before the end.
        _mixed = new ushort[width];
        Pad(tensor);
    }

    private void Pad(Span<float> tensor)
    {
        int plane = _input.Width * _input.Height;
        for (int colour = 0; colour < 3; colour++)
        {
            float value = (float)(((_input.Padding * _input.Scale) - _input.Mean[colour]) / _input.Deviation[colour]);
            if (_input.Layout == TensorLayout.Nchw) tensor.Slice(colour * plane, plane).Fill(value);
            else for (int i = colour; i < tensor.Length; i += 3) tensor[i] = value;
        }
    }
}
