using O4O.Edge.Store.Geometry;

namespace O4O.Edge.Store.BoxTracking;

/// <summary>An upright box in a picture, in pixels; x grows to the right, y downwards. It may reach beyond the picture.</summary>
public readonly record struct PixelBox(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;
    public double Bottom => Top + Height;
    public double CentreX => Left + Width / 2;
    public double CentreY => Top + Height / 2;
    public double Area => Width * Height;

    /// <summary>Whether every number is finite and there is something inside.</summary>
    public bool IsSound =>
        double.IsFinite(Left) && double.IsFinite(Top) && double.IsFinite(Width) && double.IsFinite(Height) && Width > 0 && Height > 0;

    /// <summary>The box around a centre.</summary>
    public static PixelBox Around(double centreX, double centreY, double width, double height) =>
        new(centreX - width / 2, centreY - height / 2, width, height);

    /// <summary>Whether a place is inside.</summary>
    public bool Holds(Pixel place) => place.U > Left && place.U < Right && place.V > Top && place.V < Bottom;

    /// <summary>The box with so much more on each of its four sides.</summary>
    public PixelBox Grown(double by) => new(Left - by, Top - by, Width + 2 * by, Height + 2 * by);

    /// <summary>Area of the intersection over area of the union: 0 apart, 1 the same; 0 where there is no area at all.</summary>
    public static double Overlap(in PixelBox a, in PixelBox b)
    {
        double width = Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left);
        double height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top);
        if (width <= 0 || height <= 0) return 0;
        double both = width * height, either = a.Area + b.Area - both;
        return either > 0 ? both / either : 0;
    }
}
