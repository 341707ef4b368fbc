namespace O4O.Edge.Store.Journal;

/// <summary>One line of a settled trip.</summary>
/// <param name="Gtin">The product.</param>
/// <param name="Name">Its name when it was taken.</param>
/// <param name="Quantity">Units, above 0.</param>
/// <param name="UnitPriceMinor">Price of one, minor units.</param>
/// <param name="Confidence">The least sure of the movements behind the line, 0 to 1.</param>
public sealed record SettledLine(string Gtin, string Name, int Quantity, long UnitPriceMinor, double Confidence);
