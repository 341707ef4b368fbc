using O4O.Edge.Store.Journal;

namespace O4O.Edge.Store.Fusion;

/// <summary>What a weight change most likely was, and how sure that is.</summary>
/// <param name="Moves">One or two movements with their persons; a null session is nobody with a visit.</param>
/// <param name="Confidence">Posterior of exactly this.</param>
/// <param name="Candidates">What weight and place alone say.</param>
/// <param name="Hands">Who was near.</param>
/// <param name="Reason">In a sentence.</param>
public sealed record Attribution(
    IReadOnlyList<AttributedMove> Moves, double Confidence, IReadOnlyList<Candidate> Candidates, IReadOnlyList<HandClaim> Hands,
    string Reason);
