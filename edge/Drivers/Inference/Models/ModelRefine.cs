using O4O.Settings;

namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>
/// A second model (family refine) that looks again at each person whom this one sees, in a square of the whole picture's pixels around them:
/// two stages, as in Ren et al., "Faster R-CNN" (2015). What it says takes the place of what the first said: box, score, head and wrists.
/// </summary>
public sealed record ModelRefine : IValidatable
{
    /// <summary>Name of its manifest, without ending; looked for beside this manifest first.</summary>
    public required string Model { get; init; }

    /// <summary>The square's side, in parts of the longer side of the box that is looked at, 0.5 to 5: as it was trained.</summary>
    public required double Around { get; init; }

    /// <summary>Boxes of which the first model is at least so sure are looked at, 0.001 to 1. What comes out is judged by the output's own scoreMin …</summary>
    public required double ScoreMin { get; init; }

    /// <summary>… and overlapMax; before, of two that overlap more than this the lesser is not looked at, 0 to 1.</summary>
    public required double OverlapMax { get; init; }

    /// <summary>Most looks a picture, 1 to 200, the surest first; who is beyond them is not told.</summary>
    public required int LooksMax { get; init; }

    public IEnumerable<string> Problems()
    {
        if (Model.Length == 0 || Path.GetFileName(Model) != Model || Path.GetExtension(Model) is ".json" or ".onnx")
            yield return $"model must be a manifest's name without folders and ending, but is \"{Model}\"";
        if (Around is not (>= 0.5 and <= 5)) yield return $"around must be between 0.5 and 5, but is {Around}";
        if (ScoreMin is not (>= 0.001 and <= 1)) yield return $"scoreMin must be between 0.001 and 1, but is {ScoreMin}";
        if (OverlapMax is not (>= 0 and <= 1)) yield return $"overlapMax must be between 0 and 1, but is {OverlapMax}";
        if (LooksMax is < 1 or > 200) yield return $"looksMax must be between 1 and 200, but is {LooksMax}";
    }
}
