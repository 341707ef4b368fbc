namespace O4O.Simulator.ModelTrials;

/// <summary>A hand that a network looked at.</summary>
/// <param name="Direction">What it made of it.</param>
/// <param name="EmptyLogit">And of its being empty.</param>
/// <param name="Seen">Which share of the window's pixels shows the product.</param>
/// <param name="MmPerPixel">How fine the picture was.</param>
internal sealed record SeenHand(float[] Direction, float EmptyLogit, double Seen, double MmPerPixel);
