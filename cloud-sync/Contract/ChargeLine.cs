namespace O4O.CloudSync.Contract;

/// <summary>One line of a charge.</summary>
/// <param name="Gtin">GTIN or store-internal code: 1 to 14 digits.</param>
/// <param name="Name">Name as the receipt shows it: 1 to 200 characters, no control characters.</param>
/// <param name="Quantity">Pieces, 1 to 10,000.</param>
/// <param name="UnitPriceMinor">Price of one piece in minor units, 0 to 1e9.</param>
/// <param name="AmountMinor">Exactly <paramref name="Quantity"/> times <paramref name="UnitPriceMinor"/>.</param>
public sealed record ChargeLine(string Gtin, string Name, int Quantity, long UnitPriceMinor, long AmountMinor);
