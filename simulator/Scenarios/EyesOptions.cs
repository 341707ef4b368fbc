namespace O4O.Simulator.Scenarios;

/// <summary>How well people are seen.</summary>
public sealed record EyesOptions
{
    /// <summary>Frames a second.</summary>
    public double FramesPerSecond { get; init; } = 15;

    /// <summary>One standard deviation of a joint's place on each axis, millimetres; a wrist inside a shelf has twice that.</summary>
    public double NoiseMm { get; init; } = 20;

    /// <summary>Share of joints not seen.</summary>
    public double JointMiss { get; init; } = 0.1;

    /// <summary>Share of people not seen in a frame at all, two frames in a row on average.</summary>
    public double PersonMiss { get; init; } = 0.02;

    /// <summary>Least and most time from capture to arrival, milliseconds.</summary>
    public int LatencyMsMin { get; init; } = 60;
    public int LatencyMsMax { get; init; } = 90;

    internal IEnumerable<string> Problems()
    {
        if (FramesPerSecond is not (>= 1 and <= 60)) yield return $"eyes.framesPerSecond must be between 1 and 60, but is {FramesPerSecond}";
        if (NoiseMm is not (>= 0 and <= 200)) yield return $"eyes.noiseMm must be between 0 and 200, but is {NoiseMm}";
        if (JointMiss is not (>= 0 and <= 0.9)) yield return $"eyes.jointMiss must be between 0 and 0.9, but is {JointMiss}";
        if (PersonMiss is not (>= 0 and <= 0.5)) yield return $"eyes.personMiss must be between 0 and 0.5, but is {PersonMiss}";
        if (LatencyMsMin is < 0 or > 5000) yield return $"eyes.latencyMsMin must be between 0 and 5000, but is {LatencyMsMin}";
        if (LatencyMsMax < LatencyMsMin || LatencyMsMax > 5000) yield return $"eyes.latencyMsMax must be between latencyMsMin and 5000, but is {LatencyMsMax}";
    }
}
