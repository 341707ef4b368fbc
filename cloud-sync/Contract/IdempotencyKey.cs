namespace O4O.CloudSync.Contract;

/// <summary>
/// The <c>Idempotency-Key</c> header of draft-ietf-httpapi-idempotency-key-header: a structured-field string (RFC 8941,
/// section 3.3.3), so it stands in quotes. Its value is the charge id.
/// </summary>
public static class IdempotencyKey
{
    /// <summary>Name of the header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Header of an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>The header's value for a charge id, whose characters need no escape.</summary>
    public static string Format(string chargeId) => $"\"{chargeId}\"";

    /// <summary>The key in a header value; unquoted values, which many clients send, are taken as they are.</summary>
    public static string Parse(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var bare = header.Trim();
        return bare.Length >= 2 && bare[0] == '"' && bare[^1] == '"' ? bare[1..^1] : bare;
    }
}
