using O4O.Simulator.Chance;

namespace O4O.Simulator.Rendering.Pictures;

/// <summary>What a camera makes of light, drawn once for each.</summary>
internal sealed record SensorOptions
{
    /// <summary>How bright the picture's mean comes out, linear, of 1.</summary>
    public double Mean { get; init; } = 0.3;

    /// <summary>How much of a colour cast is balanced away, 0 … 1.</summary>
    public double Balance { get; init; } = 0.9;

    /// <summary>What is lost in the corners, 0 … 1.</summary>
    public double Vignette { get; init; } = 0.15;

    /// <summary>One standard deviation of what is there in the dark, linear.</summary>
    public double ReadNoise { get; init; } = 0.002;

    /// <summary>The variance that light brings with it, a share of the light.</summary>
    public double ShotNoise { get; init; } = 0.0004;

    /// <summary>One standard deviation of the blur, pixels.</summary>
    public double BlurPx { get; init; } = 0.5;

    /// <summary>1 for the colours as they are.</summary>
    public double Saturation { get; init; } = 1;

    /// <summary>1 for the tones as they are.</summary>
    public double Contrast { get; init; } = 1;

    /// <summary>How long the shutter is open.</summary>
    public long ShutterUs { get; init; } = 8_000;

    /// <summary>JPEG's, 1 … 100.</summary>
    public int Quality { get; init; } = 90;

    /// <summary>Any camera that hangs in shops: good ones, dark ones, blurred ones, badly compressed ones.</summary>
    public static SensorOptions Draw(Dice dice) => new()
    {
        Mean = dice.Between(0.12, 0.42), Balance = dice.Between(0.4, 1.0), Vignette = dice.Between(0.0, 0.5), ReadNoise = dice.Chance(0.3) ? dice.Between(0.004, 0.014) : dice.Between(0.0005, 0.004),
        ShotNoise = dice.Between(0.0001, 0.0016), BlurPx = dice.Chance(0.2) ? dice.Between(0.8, 1.6) : dice.Between(0.35, 0.8), Saturation = dice.Between(0.55, 1.3),
        Contrast = dice.Between(0.85, 1.2), ShutterUs = dice.Between(2_000L, 30_000L), Quality = (int)dice.Between(45L, 95L),
    };
}
