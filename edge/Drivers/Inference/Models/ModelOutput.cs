using O4O.Settings;

namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>How what a model gives is read.</summary>
public sealed record ModelOutput : IValidatable
{
    public required OutputFamily Family { get; init; }

    /// <summary>Input pixels a cell of each grid, in the order in which the output holds the grids; none for the family embedding.</summary>
    public IReadOnlyList<int> Strides { get; init; } = [];

    /// <summary>Least score of a detection, 0.001 to 1.</summary>
    public double ScoreMin { get; init; } = 0.3;

    /// <summary>Overlap (intersection over union) above which the lesser of two of a class goes, 0 to 1.</summary>
    public double OverlapMax { get; init; } = 0.45;

    public IEnumerable<string> Problems()
    {
        if (Family == OutputFamily.Embedding)
        {
            if (Strides.Count > 0) yield return "strides must be left out for the family embedding: it has no grids";
        }
        else if (Strides.Count is 0 or > 8 || !Strides.All(s => s is >= 1 and <= 256))
            yield return $"strides must be one to eight numbers between 1 and 256, but is [{string.Join(", ", Strides)}]";
        if (Family is OutputFamily.FastestDet or OutputFamily.Overhead or OutputFamily.Refine && Strides.Count > 1)
            yield return $"strides must be one number for the family {(Family == OutputFamily.FastestDet ? "fastestDet" : Family.ToString().ToLowerInvariant())}";
        if (ScoreMin is < 0.001 or > 1 or double.NaN) yield return $"scoreMin must be between 0.001 and 1, but is {ScoreMin}";
        if (OverlapMax is < 0 or > 1 or double.NaN) yield return $"overlapMax must be between 0 and 1, but is {OverlapMax}";
    }
}
