namespace O4O.Edge.Store.Fusion;

/// <summary>One way to explain a weight change: one product, or two at once.</summary>
/// <param name="First">The first product.</param>
/// <param name="Second">The second, or null.</param>
/// <param name="LogLikelihood">How well weight, place and counts fit.</param>
/// <param name="Misfit">Difference of the weights in standard deviations.</param>
/// <param name="FirstPlates">Where the first product changed the weight: bit i stands for the change's plate i.</param>
/// <param name="SecondPlates">Where the second did.</param>
/// <param name="WeightFit">The part of the likelihood that the weight alone gave; 0 for two products.</param>
/// <param name="Misplaced">The product is not where the planogram, as it lives, has it.</param>
public sealed record Explanation(
    ProductMove First, ProductMove? Second, double LogLikelihood, double Misfit, ulong FirstPlates, ulong SecondPlates,
    double WeightFit, bool Misplaced);
