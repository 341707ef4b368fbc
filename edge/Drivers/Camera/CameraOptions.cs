using O4O.Edge.Drivers.Camera.Privacy;
using O4O.Edge.Drivers.Camera.Watching;
using O4O.Settings;

namespace O4O.Edge.Drivers.Camera;

/// <summary>How frames are captured from one source.</summary>
public sealed record CameraOptions : IValidatable
{
    /// <summary>Most frames a second; what is above is dropped before it is converted. Null takes all. 0.1 to 240.</summary>
    public double? FpsMax { get; init; }

    /// <summary>Wider pictures are scaled down to this width. Null keeps them. 64 to 7,680 pixels.</summary>
    public int? WidthMax { get; init; }

    /// <summary>Plays a file at its own speed, as if it were a camera, again and again.</summary>
    public bool FileAsCamera { get; init; }

    /// <summary>No frame for so long ends the connection and opens it anew, ms, 500 to 60,000.</summary>
    public int SilenceMaxMs { get; init; } = 2_500;

    /// <summary>A connection that brings no first frame within this is given up, ms, 1,000 to 120,000.</summary>
    public int OpenMaxMs { get; init; } = 10_000;

    /// <summary>Wait before the first new attempt, ms, 10 to 60,000; doubles with each failure.</summary>
    public int RetryMinMs { get; init; } = 100;

    /// <summary>Longest wait between two attempts, ms, 10 to 600,000.</summary>
    public int RetryMaxMs { get; init; } = 5_000;

    /// <summary>What nobody may see; made black before anything else sees the pixels.</summary>
    public IReadOnlyList<MaskShape> Masks { get; init; } = [];

    /// <summary>When a camera counts as dark, frozen, shifted or late.</summary>
    public CameraWatchOptions Watch { get; init; } = new();

    public IEnumerable<string> Problems()
    {
        if (FpsMax is < 0.1 or > 240 or double.NaN) yield return $"fpsMax must be between 0.1 and 240, but is {FpsMax}";
        if (WidthMax is < 64 or > 7680) yield return $"widthMax must be between 64 and 7680, but is {WidthMax}";
        if (SilenceMaxMs is < 500 or > 60_000) yield return $"silenceMaxMs must be between 500 and 60000, but is {SilenceMaxMs}";
        if (OpenMaxMs is < 1000 or > 120_000) yield return $"openMaxMs must be between 1000 and 120000, but is {OpenMaxMs}";
        if (RetryMinMs is < 10 or > 60_000) yield return $"retryMinMs must be between 10 and 60000, but is {RetryMinMs}";
        if (RetryMaxMs is < 10 or > 600_000 || RetryMaxMs < RetryMinMs)
            yield return $"retryMaxMs must be between retryMinMs and 600000, but is {RetryMaxMs}";
        if (Masks.Count > MaskShape.ShapesMax) yield return $"masks must be at most {MaskShape.ShapesMax}, but are {Masks.Count}";
    }
}
