using O4O.Settings;

namespace O4O.CloudSync.Billing;

/// <summary>Billing's settings file.</summary>
public sealed record BillingSettings : IValidatable
{
    /// <summary>Address to listen at, <c>http://HOST:PORT</c>; port 0 takes a free one. TLS ends at the proxy in front.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:5080";

    /// <summary>The SQLite file; relative to the settings file's folder.</summary>
    public string Database { get; init; } = "billing.db";

    /// <summary>The stores that may send charges; at least one.</summary>
    public required IReadOnlyList<StoreSettings> Stores { get; init; }

    /// <summary>Limits, each with a default.</summary>
    public BillingLimits Limits { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (!Uri.TryCreate(Listen, UriKind.Absolute, out var url) || url.Scheme != "http" || url.AbsolutePath != "/" || url.Query != "")
        {
            yield return $"listen must be an address like http://127.0.0.1:5080, but is \"{Listen}\"";
        }

        if (Database.Length == 0)
        {
            yield return "database must name a file";
        }

        if (Stores.Count == 0)
        {
            yield return "stores must name at least one store";
        }

        foreach (var twice in Stores.GroupBy(s => s.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return $"stores must have different ids, but \"{twice.Key}\" appears {twice.Count()} times";
        }

        if (Stores.DistinctBy(s => s.ApiKey, StringComparer.Ordinal).Count() != Stores.Count)
        {
            yield return "stores must have different API keys: the key says which store is speaking";
        }
    }
}
