using O4O.CloudSync.Contract;
using O4O.Settings;

namespace O4O.CloudSync.Billing;

/// <summary>Limits of the service.</summary>
public sealed record BillingLimits : IValidatable
{
    /// <summary>Longest request body in bytes, 1,024 to 2 MiB (the contract's own limit).</summary>
    public int BodyBytesMax { get; init; } = ChargeLimits.EventBytesMax;

    /// <summary>Charges that may wait for the writer, 1 to 100,000; more are answered 503 and come again.</summary>
    public int QueueMax { get; init; } = 4_096;

    /// <summary>Most charges of one transaction, 1 to 1,024. They share one fsync.</summary>
    public int BatchMax { get; init; } = 128;

    /// <summary>Most charges of one page of a listing, 1 to 1,000.</summary>
    public int PageMax { get; init; } = 1_000;

    /// <summary>Connections at the same time, 1 to 100,000.</summary>
    public int ConnectionsMax { get; init; } = 4_096;

    /// <summary>The database never grows beyond this many MiB, 1 to 16,777,216; at the limit charges are answered 503.</summary>
    public int DatabaseMiBMax { get; init; } = 65_536;

    /// <summary>How long a stop waits for requests under way, 1 to 300 s.</summary>
    public int StopSeconds { get; init; } = 10;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        (string Name, int Value, int Min, int Max)[] ranges =
        [
            ("bodyBytesMax", BodyBytesMax, 1_024, ChargeLimits.EventBytesMax),
            ("queueMax", QueueMax, 1, 100_000),
            ("batchMax", BatchMax, 1, 1_024),
            ("pageMax", PageMax, 1, 1_000),
            ("connectionsMax", ConnectionsMax, 1, 100_000),
            ("databaseMiBMax", DatabaseMiBMax, 1, 16_777_216),
            ("stopSeconds", StopSeconds, 1, 300),
        ];
        foreach (var (name, value, min, max) in ranges)
        {
            if (value < min || value > max)
            {
                yield return $"{name} must be from {min} to {max}, but is {value}";
            }
        }
    }
}
