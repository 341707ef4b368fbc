namespace O4O.CloudSync.Agent;

/// <summary>
/// Exponential backoff with full jitter: a random pause between 0 and min(max, min·2^n), which spreads many stores best
/// after a common outage (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
/// </summary>
internal sealed class Backoff(int minMs, int maxMs, Random random)
{
    /// <summary>2^20 times the least pause is over any allowed maximum; more doublings would only overflow.</summary>
    private const int DoublingsMax = 20;

    private int failures;

    public void Reset() => failures = 0;

    /// <summary>The pause after one more failure, at least what the server asked for.</summary>
    public TimeSpan Next(TimeSpan atLeast)
    {
        var ceilingMs = Math.Min(maxMs, (long)minMs << Math.Min(failures, DoublingsMax));
        failures++;
        var pause = TimeSpan.FromMilliseconds(random.NextDouble() * ceilingMs);
        return pause > atLeast ? pause : atLeast;
    }
}
