namespace O4O.Edge.Store.Quantities;

/// <summary>Whether a weight is that of whole units of something.</summary>
internal static class WholeUnits
{
    /// <summary>One unit or more, as many as come nearest.</summary>
    /// <param name="mg">The weight, milligrams, without its sign.</param>
    /// <param name="unitMg">What one unit weighs.</param>
    /// <param name="offMg">It may be off by this …</param>
    /// <param name="offShare">… and this share of what the units weigh.</param>
    /// <param name="unitsMax">More than these it is not.</param>
    public static bool Are(double mg, double unitMg, double offMg, double offShare, int unitsMax = int.MaxValue)
    {
        double units = Math.Max(1, Math.Round(mg / unitMg));
        return units <= unitsMax && Math.Abs(mg - units * unitMg) <= offMg + offShare * units * unitMg;
    }
}
