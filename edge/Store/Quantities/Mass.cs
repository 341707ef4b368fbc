namespace O4O.Edge.Store.Quantities;

/// <summary>A mass in whole milligrams: what a plate reads, what a product weighs. May be negative (a difference).</summary>
public readonly record struct Mass(long Milligrams) : IComparable<Mass>
{
    /// <summary>Nothing at all.</summary>
    public static readonly Mass Zero;

    /// <summary>Grams, rounded to the nearest milligram (ties to even).</summary>
    public static Mass FromGrams(double grams) => new((long)Math.Round(grams * 1000.0));

    /// <summary>The same mass in grams.</summary>
    public double Grams => Milligrams / 1000.0;

    public static Mass operator +(Mass a, Mass b) => new(a.Milligrams + b.Milligrams);
    public static Mass operator -(Mass a, Mass b) => new(a.Milligrams - b.Milligrams);
    public static Mass operator *(Mass a, int n) => new(a.Milligrams * n);
    public static Mass operator -(Mass a) => new(-a.Milligrams);
    public static bool operator <(Mass a, Mass b) => a.Milligrams < b.Milligrams;
    public static bool operator >(Mass a, Mass b) => a.Milligrams > b.Milligrams;
    public static bool operator <=(Mass a, Mass b) => a.Milligrams <= b.Milligrams;
    public static bool operator >=(Mass a, Mass b) => a.Milligrams >= b.Milligrams;

    public Mass Abs() => new(Math.Abs(Milligrams));
    public int CompareTo(Mass other) => Milligrams.CompareTo(other.Milligrams);
    public override string ToString() => $"{Milligrams / 1000.0:0.###} g";
}
