namespace O4O.Edge.Store.FloorTracking;

/// <summary>How a pixel's coordinate moves with a person: pixels a millimetre of the place on the floor, and of the head's height.</summary>
internal readonly record struct BodySlope(double X, double Y, double Height)
{
    public static BodySlope operator +(BodySlope a, BodySlope b) => new(a.X + b.X, a.Y + b.Y, a.Height + b.Height);
    public static BodySlope operator *(BodySlope a, double k) => new(a.X * k, a.Y * k, a.Height * k);

    /// <summary>Squared pixels that a millimetre on the floor is worth at most.</summary>
    public double FloorSquared => X * X + Y * Y;
}
