namespace O4O.Simulator.Evaluation;

/// <summary>What figures were measured on.</summary>
/// <param name="Day">Name of the scenario or suite.</param>
/// <param name="Seeds">Its seeds.</param>
public sealed record EvaluationSubject(string Day, SeedRange Seeds)
{
    /// <summary>What the recordings were not told.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Figures of the days that were replaced, each as KEY=VALUE.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>How people were seen: as <c>joints</c>, or as <c>detections</c> of ceiling cameras.</summary>
    public string Eyes { get; init; } = "joints";

    /// <summary>The recording whose plates lent their noise; null for the model's.</summary>
    public string? NoiseFrom { get; init; }
}
