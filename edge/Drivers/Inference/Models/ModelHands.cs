using O4O.Settings;

namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>
/// What the edge must know of a model that tells products in hands apart (<see cref="OutputFamily.Embedding"/>): what it is shown, and how
/// what it gives becomes probabilities. The latter is fitted on stores that the model was not trained with.
/// </summary>
public sealed record ModelHands : IValidatable
{
    /// <summary>What the square that it is shown is wide at the hand, 50 to 1,000 mm.</summary>
    public required double CropMm { get; init; }

    /// <summary>How many numbers a direction has, 8 to 1,024.</summary>
    public required int Numbers { get; init; }

    /// <summary>
    /// Null: likeness is the cosine to the middle of a product's enrolled pictures. Otherwise how much the closest of them counts over the
    /// others, 1 to 200: likeness is the logarithm of the mean of exp(sharpness · cosine), divided by it.
    /// </summary>
    public double? Sharpness { get; init; }

    /// <summary>What likeness is multiplied by before it becomes shares (softmax), 1 to 200.</summary>
    public required double Certainty { get; init; }

    /// <summary>Share of looks that say nothing, whatever they say, 0.0001 to 0.5: it goes to all products evenly.</summary>
    public required double Doubt { get; init; }

    /// <summary>The odds that a hand is empty are exp(slope · what the model says + shift), where three in ten are.</summary>
    public required double EmptySlope { get; init; }

    /// <summary>See <see cref="EmptySlope"/>.</summary>
    public required double EmptyShift { get; init; }

    /// <summary>From what the numbers above were fitted.</summary>
    public required string FittedOn { get; init; }

    public IEnumerable<string> Problems()
    {
        if (CropMm is not (>= 50 and <= 1000)) yield return $"cropMm must be between 50 and 1000, but is {CropMm}";
        if (Numbers is < 8 or > 1024) yield return $"numbers must be between 8 and 1024, but is {Numbers}";
        if (Sharpness is { } sharpness and not (>= 1 and <= 200)) yield return $"sharpness must be between 1 and 200, but is {sharpness}";
        if (Certainty is not (>= 1 and <= 200)) yield return $"certainty must be between 1 and 200, but is {Certainty}";
        if (Doubt is not (>= 0.0001 and <= 0.5)) yield return $"doubt must be between 0.0001 and 0.5, but is {Doubt}";
        if (EmptySlope is not (> 0 and <= 100)) yield return $"emptySlope must be above 0 and at most 100, but is {EmptySlope}";
        if (!double.IsFinite(EmptyShift)) yield return $"emptyShift must be a number, but is {EmptyShift}";
        if (FittedOn.Length == 0) yield return "fittedOn must say what the numbers were fitted on";
    }
}
