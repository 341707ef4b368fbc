namespace O4O.Simulator.Scenarios;

/// <summary>How well a detector sees people in the pictures of the store's ceiling cameras; see <see cref="Cameras.CameraEye"/> for the model.</summary>
public sealed record CamerasOptions
{
    /// <summary>Pictures a second of each camera.</summary>
    public double FramesPerSecond { get; init; } = 10;

    /// <summary>One standard deviation of the time between two pictures, milliseconds.</summary>
    public double JitterMs { get; init; } = 4;

    /// <summary>One standard deviation of each edge of a box, a share of the box's width or height.</summary>
    public double BoxNoise { get; init; } = 0.02;

    /// <summary>One standard deviation of a head's or a wrist's place in each direction, a share of the body's size in the picture.</summary>
    public double JointNoise { get; init; } = 0.012;

    /// <summary>Share of the people in plain sight who are not found in a picture, two pictures in a row on average.</summary>
    public double PersonMiss { get; init; } = 0.03;

    /// <summary>Share of the heads and wrists in plain sight that are not found.</summary>
    public double JointMiss { get; init; } = 0.08;

    /// <summary>Boxes where nobody is, a minute and camera; each stays for some pictures.</summary>
    public double FalsePerMinute { get; init; } = 2;

    /// <summary>Whether the colour of people's clothes is told with each box.</summary>
    public bool Clothes { get; init; } = true;

    /// <summary>One standard deviation of what a calibration says wrong about a camera's direction, degrees about each axis.</summary>
    public double CalibrationDegrees { get; init; } = 0.1;

    /// <summary>The same of its place, millimetres along each axis.</summary>
    public double CalibrationMm { get; init; } = 8;

    /// <summary>Least and most time from capture to arrival, milliseconds.</summary>
    public int LatencyMsMin { get; init; } = 90;
    public int LatencyMsMax { get; init; } = 150;

    internal IEnumerable<string> Problems()
    {
        if (FramesPerSecond is not (>= 1 and <= 30)) yield return $"cameras.framesPerSecond must be between 1 and 30, but is {FramesPerSecond}";
        if (JitterMs is not (>= 0 and <= 100)) yield return $"cameras.jitterMs must be between 0 and 100, but is {JitterMs}";
        if (BoxNoise is not (>= 0 and <= 0.3)) yield return $"cameras.boxNoise must be between 0 and 0.3, but is {BoxNoise}";
        if (JointNoise is not (>= 0 and <= 0.3)) yield return $"cameras.jointNoise must be between 0 and 0.3, but is {JointNoise}";
        if (PersonMiss is not (>= 0 and <= 0.5)) yield return $"cameras.personMiss must be between 0 and 0.5, but is {PersonMiss}";
        if (JointMiss is not (>= 0 and <= 1)) yield return $"cameras.jointMiss must be between 0 and 1, but is {JointMiss}";
        if (FalsePerMinute is not (>= 0 and <= 600)) yield return $"cameras.falsePerMinute must be between 0 and 600, but is {FalsePerMinute}";
        if (CalibrationDegrees is not (>= 0 and <= 5)) yield return $"cameras.calibrationDegrees must be between 0 and 5, but is {CalibrationDegrees}";
        if (CalibrationMm is not (>= 0 and <= 500)) yield return $"cameras.calibrationMm must be between 0 and 500, but is {CalibrationMm}";
        if (LatencyMsMin is < 0 or > 5000) yield return $"cameras.latencyMsMin must be between 0 and 5000, but is {LatencyMsMin}";
        if (LatencyMsMax < LatencyMsMin || LatencyMsMax > 5000) yield return $"cameras.latencyMsMax must be between latencyMsMin and 5000, but is {LatencyMsMax}";
    }
}
