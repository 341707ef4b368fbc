namespace O4O.Simulator.Rendering;

/// <summary>How pictures of a store are made.</summary>
public sealed record RenderOptions
{
    /// <summary>The smallest side of a picture, pixels.</summary>
    public const int SideMin = 32;

    /// <summary>The largest.</summary>
    public const int SideMax = 4_096;

    /// <summary>Of the pictures, pixels.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Of the pictures, pixels.</summary>
    public int Height { get; init; } = 480;

    /// <summary>Floors, furniture, light and sensors drawn from the seed; otherwise plain ones, the same in every store.</summary>
    public bool IsRandom { get; init; } = true;

    /// <summary>Whether pictures are compressed and restored as by a camera; a JPEG file does that by itself.</summary>
    public bool Squeezes { get; init; } = true;

    /// <summary>The same seed, the same floors, clothes, light and noise.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What is out of range, a sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Width is < SideMin or > SideMax) yield return $"width must be {SideMin} to {SideMax} pixels, but is {Width}";
        if (Height is < SideMin or > SideMax) yield return $"height must be {SideMin} to {SideMax} pixels, but is {Height}";
    }
}
