namespace O4O.Edge.Drivers.Mqtt;

/// <summary>
/// Waits between attempts: doubling up to a limit, each drawn evenly from the upper half of its step, so that a
/// store's shelves do not all come back in the same millisecond after the broker restarts.
/// </summary>
internal sealed class Backoff(int minDelayMs, int maxDelayMs, Random random)
{
    private int _failures;

    /// <summary>The next wait, ms, in [step/2, step].</summary>
    public int NextDelayMs()
    {
        // 2^20 × 1 ms is above the largest permitted limit (600,000 ms): the shift cannot overflow a long.
        var stepMs = (int)Math.Min(maxDelayMs, (long)minDelayMs << Math.Min(_failures, 20));
        _failures++;
        return random.Next(Math.Max(1, stepMs / 2), stepMs + 1);
    }

    /// <summary>A connection was accepted: begin small again.</summary>
    public void Reset() => _failures = 0;
}
