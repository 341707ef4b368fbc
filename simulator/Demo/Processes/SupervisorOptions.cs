namespace O4O.Simulator.Demo.Processes;

/// <summary>How persistently services are brought back. Checked by <see cref="Validate"/>.</summary>
public sealed record SupervisorOptions
{
    /// <summary>1 to 60,000 ms: the wait before the first new life; it doubles with each that dies before it is healthy.</summary>
    public int BackoffMinMs { get; init; } = 100;

    /// <summary><see cref="BackoffMinMs"/> to 60,000 ms.</summary>
    public int BackoffMaxMs { get; init; } = 1_000;

    /// <summary>1 to 1,000: a service that was started anew more often within a minute is given up.</summary>
    public int RestartsPerMinuteMax { get; init; } = 6;

    /// <summary>1,000 to 300,000 ms: a life that is not healthy by then is ended and counts as failed.</summary>
    public int HealthyWithinMs { get; init; } = 30_000;

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> naming the first option that is out of range.</summary>
    public void Validate()
    {
        Range(BackoffMinMs, 1, 60_000, nameof(BackoffMinMs));
        Range(BackoffMaxMs, BackoffMinMs, 60_000, nameof(BackoffMaxMs));
        Range(RestartsPerMinuteMax, 1, 1_000, nameof(RestartsPerMinuteMax));
        Range(HealthyWithinMs, 1_000, 300_000, nameof(HealthyWithinMs));
    }

    private static void Range(int value, int low, int high, string name)
    {
        if (value < low || value > high) throw new ArgumentOutOfRangeException(name, value, $"{name} must be {low} to {high}.");
    }
}
