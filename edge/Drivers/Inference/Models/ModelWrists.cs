using O4O.Edge.Store.Fusion;
using O4O.Settings;

namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>
/// How well a model that finds people tells where their hands are: what a store that runs on it should write into its own options
/// (<c>options.fusion</c> in the store file). Measured, like the model's marks, on days that it was not trained on.
/// </summary>
public sealed record ModelWrists : IValidatable
{
    /// <summary>Standard deviation of the distance between a hand that takes and the plate, mm, of hands that are seen well …</summary>
    public required double HandMm { get; init; }

    /// <summary>… and of those that are seen badly …</summary>
    public required double BadlySeenHandMm { get; init; }

    /// <summary>… and how many those are, as a share.</summary>
    public required double BadlySeenShare { get; init; }

    /// <summary>A hand that seems to be farther off took nothing, mm.</summary>
    public required double ReachMm { get; init; }

    /// <summary>On what the four above were measured.</summary>
    public required string MeasuredOn { get; init; }

    /// <summary>The same as a store has it.</summary>
    public FusionOptions ToFusion() => new() { HandMm = HandMm, BadlySeenHandMm = BadlySeenHandMm, BadlySeenShare = BadlySeenShare, ReachMm = ReachMm };

    public IEnumerable<string> Problems()
    {
        foreach (string problem in ToFusion().Problems()) yield return problem.Replace("fusion.", "", StringComparison.Ordinal);
        if (MeasuredOn.Length == 0) yield return "measuredOn must say what the numbers were measured on";
    }
}
