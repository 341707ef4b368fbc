namespace O4O.Simulator.ModelTrials;

/// <summary>What came of trying one of the house's models.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Marks">What it is held to.</param>
/// <param name="Lines">The rest, for people.</param>
/// <param name="Figures">All of it, to be written as JSON.</param>
internal sealed record TrialResult(string Model, IReadOnlyList<Mark> Marks, IReadOnlyList<string> Lines, object Figures);
