namespace O4O.Simulator.Demo.Services;

/// <summary>A line of a cart or receipt, as the edge tells it.</summary>
public sealed record EdgeLine(string Gtin, string Name, int Quantity, long UnitPriceMinor, long AmountMinor, double Confidence);
