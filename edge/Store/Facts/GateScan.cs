namespace O4O.Edge.Store.Facts;

/// <summary>A code shown to a gate's scanner. A gate repeats a scan, same mark, until it hears a decision.</summary>
public sealed record GateScan(DeviceMark Mark, string Code);
