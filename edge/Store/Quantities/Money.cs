namespace O4O.Edge.Store.Quantities;

/// <summary>An amount in minor units of one currency (cents of a euro, whole won): integers only, never a fraction.</summary>
public readonly record struct Money(long Minor)
{
    /// <summary>Nothing.</summary>
    public static readonly Money Zero;

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Minor));
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Minor));
    public static Money operator *(Money a, int n) => new(checked(a.Minor * n));
    public override string ToString() => Minor.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
