namespace O4O.Benchmarks.Quick;

/// <summary>One row of the table of targets.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Target">What it should be; empty where there is no target.</param>
/// <param name="Figure">What it was.</param>
/// <param name="Met">Whether that is good enough; null where there is no target, or no figure.</param>
internal sealed record Row(string What, string Target, string Figure, bool? Met)
{
    public string Verdict => Met switch { true => "met", false => "short", null => "" };
}
