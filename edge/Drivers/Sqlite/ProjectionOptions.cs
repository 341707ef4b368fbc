namespace O4O.Edge.Drivers.Sqlite;

/// <summary>Limits of the projection. Checked when it is opened.</summary>
public sealed record ProjectionOptions
{
    /// <summary>Records that may wait to be written, 1 to 1,000,000. Beyond, they are refused, and the projection lags.</summary>
    public int QueueMax { get; init; } = 16_384;

    /// <summary>Records in one transaction, 1 to 10,000.</summary>
    public int BatchMax { get; init; } = 512;

    /// <summary>How long a write waits for a lock that another program holds, in seconds, 1 to 60.</summary>
    public int BusySeconds { get; init; } = 5;

    /// <summary>Pause before a write that met a lock or a full disk is tried again, in milliseconds, 10 to 60,000.</summary>
    public int RetryMs { get; init; } = 1_000;

    /// <summary>Size that the database may reach, in MiB, 1 to 1,048,576. Beyond, writing stops as on a full disk.</summary>
    public int FileMebibytesMax { get; init; } = 8_192;

    /// <summary>Rows that one query may return, 1 to 10,000. A higher limit asked for is cut to it.</summary>
    public int PageMax { get; init; } = 1_000;

    /// <summary>What is out of range, a sentence each; empty when all is well.</summary>
    public IEnumerable<string> Errors()
    {
        if (QueueMax is < 1 or > 1_000_000) yield return "projection.queueMax must be between 1 and 1000000";
        if (BatchMax is < 1 or > 10_000) yield return "projection.batchMax must be between 1 and 10000";
        if (BusySeconds is < 1 or > 60) yield return "projection.busySeconds must be between 1 and 60";
        if (RetryMs is < 10 or > 60_000) yield return "projection.retryMs must be between 10 and 60000";
        if (FileMebibytesMax is < 1 or > 1_048_576) yield return "projection.fileMebibytesMax must be between 1 and 1048576";
        if (PageMax is < 1 or > 10_000) yield return "projection.pageMax must be between 1 and 10000";
    }
}
