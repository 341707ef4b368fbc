using O4O.Settings;

namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>
/// What a model wants to be given: one picture of three colours, each number <c>(pixel · scale − mean) / deviation</c> with
/// pixels from 0 to 255.
/// </summary>
public sealed record ModelInput : IValidatable
{
    /// <summary>Pixels, 32 to 4,096.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels, 32 to 4,096.</summary>
    public required int Height { get; init; }

    public required TensorLayout Layout { get; init; }

    public required ColourOrder Colour { get; init; }

    public required PictureFit Fit { get; init; }

    /// <summary>Pixel value around a letterboxed picture, 0 to 255.</summary>
    public int Padding { get; init; } = 114;

    /// <summary>What a pixel is multiplied by: 1 when the model wants 0 to 255, 0.00392156862745098 when it wants 0 to 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Taken from each colour after scaling, in the order of <see cref="Colour"/>.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0, 0, 0];

    /// <summary>What each colour is then divided by, in the order of <see cref="Colour"/>.</summary>
    public IReadOnlyList<double> Deviation { get; init; } = [1, 1, 1];

    public IEnumerable<string> Problems()
    {
        if (Width is < 32 or > 4096) yield return $"width must be between 32 and 4096, but is {Width}";
        if (Height is < 32 or > 4096) yield return $"height must be between 32 and 4096, but is {Height}";
        if (Padding is < 0 or > 255) yield return $"padding must be between 0 and 255, but is {Padding}";
        if (!(double.IsFinite(Scale) && Scale > 0)) yield return $"scale must be above 0, but is {Scale}";
        if (Mean.Count != 3 || !Mean.All(double.IsFinite)) yield return $"mean must be three numbers, one a colour, but has {Mean.Count}";
        if (Deviation.Count != 3 || !Deviation.All(d => double.IsFinite(d) && d > 0))
            yield return $"deviation must be three numbers above 0, one a colour, but is [{string.Join(", ", Deviation)}]";
    }
}
