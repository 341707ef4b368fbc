using O4O.Settings;

namespace O4O.Edge.Host.Configuration;

/// <summary>The recording of the running store.</summary>
public sealed record RecordingSettings : IValidatable
{
    private const long MegabyteBytes = 1 << 20;

    public bool Enabled { get; init; } = true;

    /// <summary>Bytes of one file, at least 1,048,576.</summary>
    public long MaxFileBytes { get; init; } = 64 * MegabyteBytes;

    /// <summary>Bytes of all files together, at least twice that. For a new file the oldest are erased.</summary>
    public long MaxTotalBytes { get; init; } = 1024 * MegabyteBytes;

    /// <summary>A file is erased so long after its last fact, hours, 1 to 8,760; null: only for want of room, or after 24 where pictures are recorded.</summary>
    public int? KeepHours { get; init; }

    /// <summary>
    /// Pictures of the cameras, so that a trip can be replayed from pixels too; null, the default, records none. Everybody in the store is in
    /// them: for trials of a new store or model, with the consent of who is filmed, and not for daily use.
    /// </summary>
    public FrameSettings? Frames { get; init; }

    /// <summary>How long files are kept; null where only room limits them.</summary>
    internal TimeSpan? KeepTime => KeepHours is { } hours ? TimeSpan.FromHours(hours) : Frames is null ? null : TimeSpan.FromHours(24);

    public IEnumerable<string> Problems()
    {
        if (MaxFileBytes < MegabyteBytes) yield return $"maxFileBytes must be at least {MegabyteBytes}";
        if (MaxTotalBytes < 2 * MaxFileBytes) yield return "maxTotalBytes must be at least twice maxFileBytes";
        if (KeepHours is < 1 or > 8_760) yield return $"keepHours must be between 1 and 8760, but is {KeepHours}";
        if (Frames is not null && !Enabled) yield return "frames are put into the recording, which is not enabled";
    }
}
