namespace O4O.Edge.Host.Review;

/// <summary>What follows from a record.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Doubt">The doubt: number, shelf, span.</param>
/// <param name="Case">The visit for which it is done; empty where it is nobody's any more.</param>
public readonly record struct DoubtStep(DoubtStepKind Kind, Doubt Doubt, string Case);
