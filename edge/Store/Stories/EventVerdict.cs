namespace O4O.Edge.Store.Stories;

/// <summary>What an event was, all carts considered.</summary>
/// <param name="Confidence">Posterior of what the likeliest story says of it.</param>
/// <param name="ByOption">Posterior of each option of the evidence, in its order.</param>
public sealed record EventVerdict(double Confidence, IReadOnlyList<double> ByOption);
