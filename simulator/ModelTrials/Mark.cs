namespace O4O.Simulator.ModelTrials;

/// <summary>A figure that a model is held to.</summary>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="Value">What was measured; null where there was nothing to measure.</param>
/// <param name="Bound">What it must reach, or stay under.</param>
/// <param name="IsLeast">Whether more is better.</param>
/// <param name="Unit">Put behind the numbers; "" for shares.</param>
internal sealed record Mark(string Name, double? Value, double Bound, bool IsLeast = true, string Unit = "")
{
    /// <summary>What could not be measured is not met.</summary>
    public bool IsMet => Value is { } value && (IsLeast ? value >= Bound : value <= Bound);
}
