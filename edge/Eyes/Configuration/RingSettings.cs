using O4O.Settings;

namespace O4O.Edge.Eyes.Configuration;

/// <summary>The last seconds of each camera, in memory only, after its masks: what a review case may ask for.</summary>
public sealed record RingSettings : IValidatable
{
    /// <summary>How far back it reaches, s, 5 to 300; 0 keeps nothing, and no case has pictures.</summary>
    public int Seconds { get; init; } = 30;

    /// <summary>Pictures a second that are kept, 0.5 to 30; while a shelf moves, every one of the cameras that look at it.</summary>
    public double Fps { get; init; } = 4;

    /// <summary>Wider pictures are halved until they are not, 160 to 3,840 pixels.</summary>
    public int WidthMax { get; init; } = 960;

    /// <summary>Of the JPEG pictures, 30 to 95.</summary>
    public int Quality { get; init; } = 70;

    /// <summary>Memory of each camera's ring, what is held for doubts included, MB, 1 to 1,024. When it is full, what is oldest goes.</summary>
    public int Megabytes { get; init; } = 16;

    public IEnumerable<string> Problems()
    {
        if (Seconds is not 0 and (< 5 or > 300)) yield return $"seconds must be 0 (nothing is kept) or between 5 and 300, but is {Seconds}";
        if (!(Fps is >= 0.5 and <= 30)) yield return $"fps must be between 0.5 and 30, but is {Fps}";
        if (WidthMax is < 160 or > 3840) yield return $"widthMax must be between 160 and 3840, but is {WidthMax}";
        if (Quality is < 30 or > 95) yield return $"quality must be between 30 and 95, but is {Quality}";
        if (Megabytes is < 1 or > 1024) yield return $"megabytes must be between 1 and 1024, but is {Megabytes}";
    }
}
