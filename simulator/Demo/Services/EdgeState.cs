namespace O4O.Simulator.Demo.Services;

/// <summary>What the edge knows now (<c>GET /api/state</c>).</summary>
public sealed record EdgeState
{
    /// <summary>The open visits.</summary>
    public IReadOnlyList<EdgeSession> Sessions { get; init; } = [];
    public IReadOnlyDictionary<string, long> Counters { get; init; } = new Dictionary<string, long>();
    public ChargeCounts Charges { get; init; } = new(0, 0, 0, 0);
    public TripCounts Trips { get; init; } = new(0, 0, 0);

    /// <summary>By stage, in the order of the way of the data.</summary>
    public IReadOnlyDictionary<string, StageLatency> Latencies { get; init; } = new Dictionary<string, StageLatency>();
    public IReadOnlyList<SourceState> Sources { get; init; } = [];

    /// <summary>Charges by what billing said.</summary>
    public sealed record ChargeCounts(long Pending, long Booked, long Refused, long BookedMinor);

    /// <summary>Settled visits by outcome.</summary>
    public sealed record TripCounts(long Charged, long Review, long Empty);

    /// <summary>One device, as the edge hears it.</summary>
    public sealed record SourceState(
        string Device, string Kind, string State, long Messages, long Duplicates, long Gaps, long Missed, long Restarts, long Malformed);
}
