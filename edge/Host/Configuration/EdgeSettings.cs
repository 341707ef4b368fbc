using System.Text.Json.Serialization;
using O4O.Settings;

namespace O4O.Edge.Host.Configuration;

/// <summary>The edge's settings file. Paths are relative to the file itself.</summary>
public sealed record EdgeSettings : IValidatable
{
    /// <summary>The store file: layout, catalogue, planogram, gates, issuers, options.</summary>
    [JsonRequired] public string Store { get; init; } = "";

    /// <summary>Folder of journal, recordings and projections.</summary>
    [JsonRequired] public string Data { get; init; } = "";
    [JsonRequired] public BrokerSettings Broker { get; init; } = new();
    public HttpSettings Http { get; init; } = new();

    /// <summary>Where charges go; without it they wait in the outbox.</summary>
    public BillingSettings? Billing { get; init; }
    public RecordingSettings Recording { get; init; } = new();
    public LimitSettings Limits { get; init; } = new();

    /// <summary>Pictures for review cases.</summary>
    public ReviewSettings Reviews { get; init; } = new();

    public sealed record BrokerSettings
    {
        public string Host { get; init; } = "127.0.0.1";
        [JsonRequired] public int Port { get; init; }
        public string Username { get; init; } = "edge";
        public string? Password { get; init; }

        /// <summary>PEM file of the authorities to trust; without it the connection is plain.</summary>
        public string? TlsCaFile { get; init; }
    }

    public sealed record HttpSettings
    {
        /// <summary>Address of the operator's floor and the live feeds.</summary>
        public string Listen { get; init; } = "http://127.0.0.1:5090";
    }

    public sealed record BillingSettings
    {
        [JsonRequired] public string Url { get; init; } = "";
        [JsonRequired] public string ApiKey { get; init; } = "";
        public int RequestTimeoutMs { get; init; } = 10_000;
        public int BackoffMinMs { get; init; } = 200;
        public int BackoffMaxMs { get; init; } = 5_000;
    }

    public sealed record LimitSettings
    {
        /// <summary>Facts that may wait for the event loop.</summary>
        public int InboxFacts { get; init; } = 8192;

        /// <summary>Live feeds open at one time.</summary>
        public int Subscribers { get; init; } = 200;
    }

    public IEnumerable<string> Problems()
    {
        if (Store.Length == 0) yield return "store must name the store file";
        if (Data.Length == 0) yield return "data must name a folder";
        if (Broker.Port is < 1 or > 65535) yield return "broker: port must be between 1 and 65535";
        if (!Uri.TryCreate(Http.Listen, UriKind.Absolute, out Uri? listen) || listen.Scheme != "http")
            yield return "http: listen must be an address like http://127.0.0.1:5090";
        if (Billing is { } billing && (!Uri.TryCreate(billing.Url, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https")))
            yield return "billing: url must be an http or https address";
        if (Limits.InboxFacts is < 64 or > 1 << 20) yield return "limits: inboxFacts must be between 64 and 1048576";
        if (Limits.Subscribers is < 1 or > 100_000) yield return "limits: subscribers must be between 1 and 100000";
    }
}
