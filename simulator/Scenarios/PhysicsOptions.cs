namespace O4O.Simulator.Scenarios;

/// <summary>How the load cells differ from ideal ones. Scales are factors on the measured figures (README): 1 is the real store, 0 is off.</summary>
public sealed record PhysicsOptions
{
    /// <summary>Factor on the plates' noise at rest.</summary>
    public double Noise { get; init; } = 1;

    /// <summary>Factor on the drift over minutes.</summary>
    public double Drift { get; init; } = 1;

    /// <summary>Factor on the creep after a step: up to 0.3 % of it over a minute.</summary>
    public double Creep { get; init; } = 1;

    /// <summary>Factor on what the temperature of a gondola does to all its plates together.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Factor on the spread of real weights against the catalogue, units and plates together.</summary>
    public double WeightSpread { get; init; } = 1;

    /// <summary>Factor on the ringing after a step.</summary>
    public double Ringing { get; init; } = 1;

    /// <summary>Share of units that stand across neighbouring plates.</summary>
    public double Spill { get; init; } = 0.2;

    /// <summary>Probability that a single reading is junk.</summary>
    public double Junk { get; init; } = 1e-5;

    /// <summary>Peak to peak of the strongest knock, grams.</summary>
    public double KnockGramsMax { get; init; } = 228;

    /// <summary>Knocks out of nowhere (a cart, a cleaner), a minute for the whole store.</summary>
    public double KnocksPerMinute { get; init; } = 0.5;

    /// <summary>Factor on how much stands on the plates at the start.</summary>
    public double Stock { get; init; } = 1;

    internal IEnumerable<string> Problems()
    {
        foreach ((string name, double value) in new[]
        {
            ("noise", Noise), ("drift", Drift), ("creep", Creep), ("temperature", Temperature), ("weightSpread", WeightSpread), ("ringing", Ringing), ("stock", Stock),
        })
        {
            if (value is not (>= 0 and <= 10)) yield return $"physics.{name} must be between 0 and 10, but is {value}";
        }
        if (Spill is not (>= 0 and <= 1)) yield return $"physics.spill must be between 0 and 1, but is {Spill}";
        if (Junk is not (>= 0 and <= 0.01)) yield return $"physics.junk must be between 0 and 0.01, but is {Junk}";
        if (KnockGramsMax is not (>= 0 and <= 2000)) yield return $"physics.knockGramsMax must be between 0 and 2000, but is {KnockGramsMax}";
        if (KnocksPerMinute is not (>= 0 and <= 120)) yield return $"physics.knocksPerMinute must be between 0 and 120, but is {KnocksPerMinute}";
    }
}
