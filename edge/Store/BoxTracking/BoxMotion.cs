namespace O4O.Edge.Store.BoxTracking;

/// <summary>
/// Where a box is and how it moves: the centre with a speed, the size without one. All noise is scaled by the box's own height.
/// </summary>
internal struct BoxMotion
{
    private AxisFilter _x, _y;
    private SizeFilter _width, _height;

    public readonly PixelBox Box => PixelBox.Around(_x.Place, _y.Place, _width.Length, _height.Length);
    public readonly double CentreX => _x.Place;
    public readonly double CentreY => _y.Place;
    public readonly double Height => _height.Length;

    /// <summary>Begins at a detection with an unknown speed.</summary>
    public static BoxMotion At(in PixelBox box, BoxTrackerOptions options)
    {
        double noise = Square(options.BoxNoiseHeights * box.Height), speed = Square(options.FirstSpeedHeights * box.Height);
        return new BoxMotion
        {
            _x = AxisFilter.At(box.CentreX, noise, speed),
            _y = AxisFilter.At(box.CentreY, noise, speed),
            _width = SizeFilter.At(box.Width, noise),
            _height = SizeFilter.At(box.Height, noise),
        };
    }

    public void Predict(double seconds, BoxTrackerOptions options)
    {
        double height2 = Square(_height.Length), jolt = Square(options.SpeedWanderHeights) * height2;
        _x.Predict(seconds, jolt);
        _y.Predict(seconds, jolt);
        _width.Predict(seconds, Square(options.WidthWanderHeights) * height2);
        _height.Predict(seconds, Square(options.HeightWanderHeights) * height2);
    }

    /// <summary>
    /// Takes in a detection. Where it cannot be the whole of one person, it is held to the edge that is where it should be, and
    /// the size hardly changes: who steps behind a shelf does not shrink, and two who meet do not become one fat one.
    /// </summary>
    /// <param name="box">The detection, px.</param>
    /// <param name="looseness">How many times worse than usual it is to be taken.</param>
    /// <param name="options">Noise, and what is a part.</param>
    public void Correct(in PixelBox box, double looseness, BoxTrackerOptions options)
    {
        PixelBox expected = Box;
        double noise = Square(options.BoxNoiseHeights * looseness * _height.Length), partNoise = noise * Square(options.PartLooseness);
        bool oddWidth = box.Width < options.NarrowShare * expected.Width || box.Width > options.WideShare * expected.Width;
        bool oddHeight = box.Height < options.LowShare * expected.Height;
        _x.Correct(oddWidth ? ByNearerEdge(box.Left, box.Width, expected.Left, expected.Width) : box.CentreX, noise);
        _y.Correct(oddHeight ? ByNearerEdge(box.Top, box.Height, expected.Top, expected.Height) : box.CentreY, noise);
        _width.Correct(box.Width, oddWidth ? partNoise : noise);
        _height.Correct(box.Height, oddHeight ? partNoise : noise);
    }

    /// <summary>The centre of a whole one that has one edge in common with the part: the edge nearer to where it should be.</summary>
    private static double ByNearerEdge(double start, double length, double expectedStart, double expectedLength)
    {
        double end = start + length, expectedEnd = expectedStart + expectedLength;
        return Math.Abs(start - expectedStart) <= Math.Abs(end - expectedEnd) ? start + expectedLength / 2 : end - expectedLength / 2;
    }

    private static double Square(double x) => x * x;
}
