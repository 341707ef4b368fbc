namespace O4O.Simulator.Scenarios;

/// <summary>What goes wrong between the devices and the edge.</summary>
public sealed record FaultOptions
{
    /// <summary>Share of messages that arrive twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>Share of weight, people and hands messages that never arrive. A scan is repeated by its gate and is not lost.</summary>
    public double Loss { get; init; }

    /// <summary>Share of weight, people and hands messages that arrive late, behind younger ones.</summary>
    public double Reorder { get; init; }

    /// <summary>How late at most, milliseconds.</summary>
    public int ReorderMsMax { get; init; } = 500;

    /// <summary>Restarts of a random shelf controller, a minute for the whole store; each takes 2 to 4 seconds.</summary>
    public double RestartsPerMinute { get; init; }

    /// <summary>Random shelves cut off from the network, a minute for the whole store.</summary>
    public double SilencesPerMinute { get; init; }

    /// <summary>How long one is cut off.</summary>
    public double SilenceSeconds { get; init; } = 4;

    /// <summary>Plates that show the same value for ever, each from a moment in the first two thirds of the time.</summary>
    public int DeadPlates { get; init; }

    /// <summary>Plates that give no reading any more, each from a moment in the first two thirds of the time.</summary>
    public int MutePlates { get; init; }

    /// <summary>Ceiling cameras that say nothing any more, each from a moment in the first two thirds of the time; one of several at least goes on.</summary>
    public int DeadCameras { get; init; }

    /// <summary>Times that the eyes, and the camera on hands with them, see nothing, a minute.</summary>
    public double BlindsPerMinute { get; init; }

    /// <summary>How long they see nothing.</summary>
    public double BlindSeconds { get; init; } = 4;

    internal IEnumerable<string> Problems()
    {
        foreach ((string name, double value) in new[] { ("duplicate", Duplicate), ("loss", Loss), ("reorder", Reorder) })
            if (value is not (>= 0 and <= 0.9)) yield return $"faults.{name} must be between 0 and 0.9, but is {value}";
        if (ReorderMsMax is < 1 or > 10_000) yield return $"faults.reorderMsMax must be between 1 and 10000, but is {ReorderMsMax}";
        foreach ((string name, double value) in new[] { ("restartsPerMinute", RestartsPerMinute), ("silencesPerMinute", SilencesPerMinute), ("blindsPerMinute", BlindsPerMinute) })
            if (value is not (>= 0 and <= 60)) yield return $"faults.{name} must be between 0 and 60, but is {value}";
        if (DeadPlates is < 0 or > 100) yield return $"faults.deadPlates must be between 0 and 100, but is {DeadPlates}";
        if (MutePlates is < 0 or > 100) yield return $"faults.mutePlates must be between 0 and 100, but is {MutePlates}";
        if (DeadCameras is < 0 or > 12) yield return $"faults.deadCameras must be between 0 and 12, but is {DeadCameras}";
        if (BlindSeconds is not (>= 0.1 and <= 120)) yield return $"faults.blindSeconds must be between 0.1 and 120, but is {BlindSeconds}";
        if (SilenceSeconds is not (>= 0.1 and <= 120)) yield return $"faults.silenceSeconds must be between 0.1 and 120, but is {SilenceSeconds}";
    }
}
