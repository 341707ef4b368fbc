using O4O.Settings;

namespace O4O.CloudSync.Agent;

/// <summary>How charges leave the store. Ranges are checked by <see cref="Problems"/> and at start.</summary>
public sealed record ChargePumpOptions : IValidatable
{
    /// <summary>Billing's base address, http or https: <c>http://127.0.0.1:5080</c>.</summary>
    public required string BillingUrl { get; init; }

    /// <summary>The store's API key, sent as a bearer token.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Requests at the same time, 1 to 64.</summary>
    public int MaxInFlight { get; init; } = 4;

    /// <summary>A request without an answer for so long counts as failed and is repeated; 50 to 120,000 ms.</summary>
    public int RequestTimeoutMs { get; init; } = 10_000;

    /// <summary>Upper end of the first random pause after a failure, 1 to 60,000 ms; it doubles from failure to failure.</summary>
    public int BackoffMinMs { get; init; } = 200;

    /// <summary>The pause never grows beyond this; at least <see cref="BackoffMinMs"/>, at most 600,000 ms.</summary>
    public int BackoffMaxMs { get; init; } = 30_000;

    /// <summary>A server's Retry-After is honoured up to this, 0 to 600,000 ms.</summary>
    public int RetryAfterMaxMs { get; init; } = 60_000;

    /// <summary>Most charges pending here; what does not fit stays in the caller's outbox. 1 to 1,000,000.</summary>
    public int QueueLimit { get; init; } = 100_000;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (!Uri.TryCreate(BillingUrl, UriKind.Absolute, out var url) || (url.Scheme != "http" && url.Scheme != "https"))
        {
            yield return "billingUrl must be an http or https address";
        }

        if (ApiKey.Length == 0 || !ApiKey.All(c => c is > ' ' and < (char)127))
        {
            yield return "apiKey must be printable ASCII without spaces";
        }

        (string Name, int Value, int Min, int Max)[] ranges =
        [
            ("maxInFlight", MaxInFlight, 1, 64),
            ("requestTimeoutMs", RequestTimeoutMs, 50, 120_000),
            ("backoffMinMs", BackoffMinMs, 1, 60_000),
            ("backoffMaxMs", BackoffMaxMs, Math.Max(1, BackoffMinMs), 600_000),
            ("retryAfterMaxMs", RetryAfterMaxMs, 0, 600_000),
            ("queueLimit", QueueLimit, 1, 1_000_000),
        ];
        foreach (var (name, value, min, max) in ranges)
        {
            if (value < min || value > max)
            {
                yield return $"{name} must be from {min} to {max}, but is {value}";
            }
        }
    }

    /// <summary>Names the address and never the key: options end up in logs.</summary>
    public override string ToString() => $"{nameof(ChargePumpOptions)} {{ BillingUrl = {BillingUrl} }}";
}
