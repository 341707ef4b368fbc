namespace O4O.Edge.Store.Journal;

/// <summary>One explanation of a weight change.</summary>
/// <param name="Gtin">The product.</param>
/// <param name="Quantity">Units, always positive: the change's kind says which way.</param>
/// <param name="Probability">Posterior, 0 to 1.</param>
public sealed record Candidate(string Gtin, int Quantity, double Probability);
