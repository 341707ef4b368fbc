namespace O4O.Edge.Drivers.Mcap;

/// <summary>Settings of a <see cref="RollingRecording"/>; checked when the recording starts.</summary>
public sealed record RollingRecordingOptions
{
    /// <summary>Folder of the files; made when missing. Only files of <see cref="FilePrefix"/> in it are ever deleted.</summary>
    public required string Directory { get; init; }

    /// <summary>Start of every file name: letters, digits, '_' and '.' only. Default "recording".</summary>
    public string FilePrefix { get; init; } = "recording";

    /// <summary>Largest file in bytes, summary included; 64 Ki to 64 Gi, default 256 Mi.</summary>
    public long MaxFileBytes { get; init; } = 256L << 20;

    /// <summary>Most bytes of all files together; twice <see cref="MaxFileBytes"/> to 16 Ti, default 4 Gi.</summary>
    public long MaxTotalBytes { get; init; } = 4L << 30;

    /// <summary>Files are deleted so long after they were last written to; 1 min to 10 years, default null: only for want of room.</summary>
    public TimeSpan? KeepTime { get; init; }

    /// <summary>Hand-off queue in bytes, allocated once; 4 Ki to 1 Gi, default 8 Mi. A message takes its data and 32 bytes.</summary>
    public int QueueBytes { get; init; } = 8 << 20;

    /// <summary>Longest stay of a message in memory before its chunk is written; 10 ms to 1 min, default 1 s.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause after a disk error before a new file is tried; 10 ms to 1 h, default 5 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Settings of each file.</summary>
    public McapWriterOptions File { get; init; } = new();

    /// <summary>Throws <see cref="ArgumentException"/> naming the first setting out of range.</summary>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Directory);
        ArgumentException.ThrowIfNullOrEmpty(FilePrefix);
        if (!FilePrefix.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.'))
        {
            throw new ArgumentException($"{nameof(FilePrefix)} may hold letters, digits, '_' and '.' only: '{FilePrefix}'.");
        }

        McapWriterOptions.Check(MaxFileBytes, 64 << 10, 64L << 30, nameof(MaxFileBytes));
        McapWriterOptions.Check(MaxTotalBytes, 2 * MaxFileBytes, 16L << 40, nameof(MaxTotalBytes));
        McapWriterOptions.Check(QueueBytes, 4 << 10, 1 << 30, nameof(QueueBytes));
        McapWriterOptions.Check((long)FlushInterval.TotalMilliseconds, 10, 60_000, nameof(FlushInterval));
        McapWriterOptions.Check((long)RetryDelay.TotalMilliseconds, 10, 3_600_000, nameof(RetryDelay));
        if (KeepTime is { } keep)
        {
            McapWriterOptions.Check((long)keep.TotalSeconds, 60, 315_360_000, nameof(KeepTime));
        }

        ArgumentNullException.ThrowIfNull(File);
        File.Validate();
    }
}
