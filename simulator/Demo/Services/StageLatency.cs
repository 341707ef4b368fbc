namespace O4O.Simulator.Demo.Services;

/// <summary>How long one stage of the edge takes, since its last start; microseconds.</summary>
public sealed record StageLatency(long Count, long P50Us, long P99Us, long MaxUs);
