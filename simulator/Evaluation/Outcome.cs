using O4O.Simulator.Scoring;

namespace O4O.Simulator.Evaluation;

/// <summary>What somebody made of a recording.</summary>
/// <param name="Receipts">Who was charged what.</param>
/// <param name="Events">The weight changes seen.</param>
public sealed record Outcome(ReceiptsFile Receipts, IReadOnlyList<SeenEvent> Events)
{
    /// <summary>What people were shown before it was decided; empty for a contender that shows nothing.</summary>
    public IReadOnlyList<ShownLine> Shown { get; init; } = [];
}
