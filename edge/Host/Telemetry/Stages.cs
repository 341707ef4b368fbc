namespace O4O.Edge.Host.Telemetry;

/// <summary>The stages from a sample to a screen, each timed on every event.</summary>
public sealed class Stages
{
    /// <summary>From the broker's socket to the event loop's hand.</summary>
    public LatencyHistogram BrokerToInbox { get; } = new();

    /// <summary>From the loop's hand to weight change or track.</summary>
    public LatencyHistogram InboxToWeightChange { get; } = new();

    /// <summary>Deciding: product, person, cart.</summary>
    public LatencyHistogram FusionAndCart { get; } = new();

    /// <summary>From the decision to a subscriber's socket.</summary>
    public LatencyHistogram Feed { get; } = new();

    /// <summary>From the decision to the disk.</summary>
    public LatencyHistogram Commit { get; } = new();

    /// <summary>All stages by name, in the order of the way.</summary>
    public IEnumerable<(string Name, LatencyHistogram Histogram)> All() =>
    [
        ("brokerToInbox", BrokerToInbox), ("inboxToWeightChange", InboxToWeightChange), ("fusionAndCart", FusionAndCart),
        ("feed", Feed), ("commit", Commit),
    ];
}
