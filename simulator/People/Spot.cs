namespace O4O.Simulator.People;

/// <summary>A place on the floor, or a direction along it, millimetres.</summary>
internal readonly record struct Spot(double X, double Y)
{
    public double Length => Math.Sqrt(X * X + Y * Y);

    public static Spot operator +(Spot a, Spot b) => new(a.X + b.X, a.Y + b.Y);
    public static Spot operator -(Spot a, Spot b) => new(a.X - b.X, a.Y - b.Y);
    public static Spot operator *(Spot a, double k) => new(a.X * k, a.Y * k);

    /// <summary>The same direction with length 1; the fallback when there is none.</summary>
    public Spot Unit(Spot fallback) => Length is > 1e-6 and var length ? this * (1 / length) : fallback;

    /// <summary>To the right of this direction.</summary>
    public Spot ToRight() => new(Y, -X);

    public double Dot(Spot other) => X * other.X + Y * other.Y;
}
