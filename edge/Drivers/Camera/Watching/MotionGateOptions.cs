using O4O.Settings;

namespace O4O.Edge.Drivers.Camera.Watching;

/// <summary>When a picture counts as another one than the last that was looked at.</summary>
public sealed record MotionGateOptions : IValidatable
{
    /// <summary>
    /// A cell of the thumbnail has changed when its mean brightness differs by more than this, 1 to 100 of 219 levels. A cell is
    /// the mean of 16 pixels: a sensor's noise of 4 levels makes 1 of it, so that 8 is far outside of it.
    /// </summary>
    public double Levels { get; init; } = 8;

    /// <summary>So many of its 2,304 cells must have changed, 1 to 2,304. Somebody 60 pixels high in 432 covers about 14.</summary>
    public int Cells { get; init; } = 4;

    public IEnumerable<string> Problems()
    {
        if (!(Levels is >= 1 and <= 100)) yield return $"levels must be between 1 and 100, but is {Levels}";
        if (Cells is < 1 or > Thumbnail.Columns * Thumbnail.Rows) yield return $"cells must be between 1 and {Thumbnail.Columns * Thumbnail.Rows}, but is {Cells}";
    }
}
