using O4O.Edge.Store;
using O4O.Edge.Store.FloorTracking;
using O4O.Settings;

namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>
/// How well a model finds people and their hands: what a store that runs on it should write into its own options (<c>options.floor</c>
/// and <c>options.fusion</c> in the store file). Measured, like the model's marks, on days that it was not trained on.
/// </summary>
public sealed record ModelPeople : IValidatable
{
    /// <summary>A detection at least so sure may begin a person.</summary>
    public required double SureScore { get; init; }

    /// <summary>One that is less sure than this is nobody, not even somebody who is there already; the store's own usual where it is left out.</summary>
    public double? FaintScore { get; init; }

    /// <summary>Standard deviation of the distance between a hand that takes and the plate, mm, of hands that are seen well …</summary>
    public required double HandMm { get; init; }

    /// <summary>… and of those that are seen badly …</summary>
    public required double BadlySeenHandMm { get; init; }

    /// <summary>… and how many those are, as a share.</summary>
    public required double BadlySeenShare { get; init; }

    /// <summary>A hand that seems to be farther off took nothing, mm.</summary>
    public required double ReachMm { get; init; }

    /// <summary>On what the numbers above were measured.</summary>
    public required string MeasuredOn { get; init; }

    /// <summary>The same as a store has it.</summary>
    public StoreOptions ToOptions() => new()
    {
        Floor = new() { SureScore = SureScore, FaintScore = FaintScore ?? new FloorOptions().FaintScore },
        Fusion = new() { HandMm = HandMm, BadlySeenHandMm = BadlySeenHandMm, BadlySeenShare = BadlySeenShare, ReachMm = ReachMm },
    };

    public IEnumerable<string> Problems()
    {
        foreach (string problem in ToOptions().Problems()) yield return problem[(problem.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (MeasuredOn.Length == 0) yield return "measuredOn must say what the numbers were measured on";
    }
}
