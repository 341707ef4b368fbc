namespace O4O.Simulator.Rendering.Truths;

/// <summary>A box in a picture, pixels: the top left corner of the picture is (0, 0).</summary>
public readonly record struct PictureBox(double Left, double Top, double Width, double Height)
{
    /// <summary>Nothing at all.</summary>
    public bool IsEmpty => Width <= 0 || Height <= 0;
}
