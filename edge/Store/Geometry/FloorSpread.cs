namespace O4O.Edge.Store.Geometry;

/// <summary>How uncertain a place on a horizontal plane is: a covariance in mm².</summary>
public readonly record struct FloorSpread(double XX, double XY, double YY)
{
    /// <summary>0 only where it is no uncertainty at all in some direction, in mm⁴.</summary>
    public double Determinant => XX * YY - XY * XY;

    /// <summary>The standard deviation in the worst direction, in mm.</summary>
    public double WorstSigmaMm
    {
        get
        {
            double half = (XX + YY) / 2, difference = (XX - YY) / 2;
            return Math.Sqrt(half + Math.Sqrt(difference * difference + XY * XY));
        }
    }

    /// <summary>The same uncertainty in every direction.</summary>
    public static FloorSpread Round(double sigmaMm) => new(sigmaMm * sigmaMm, 0, sigmaMm * sigmaMm);

    /// <summary>The uncertainty of a difference of two independent places.</summary>
    public static FloorSpread operator +(FloorSpread a, FloorSpread b) => new(a.XX + b.XX, a.XY + b.XY, a.YY + b.YY);

    /// <summary>How many standard deviations away a difference is, squared (Mahalanobis).</summary>
    public double DistanceSquared(double dxMm, double dyMm) =>
        (YY * dxMm * dxMm - 2 * XY * dxMm * dyMm + XX * dyMm * dyMm) / Determinant;
}
