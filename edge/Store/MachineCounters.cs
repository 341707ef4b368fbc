namespace O4O.Edge.Store;

/// <summary>How often what went how: for people to watch; nothing is decided by these.</summary>
public sealed class MachineCounters
{
    public long WeightBatches { get; internal set; }
    public long PeopleFrames { get; internal set; }
    public long Scans { get; internal set; }
    public long RepeatedScans { get; internal set; }
    public long WrongShape { get; internal set; }
    public long WeightChanges { get; internal set; }
    public long Unattributed { get; internal set; }
    public long Doubts { get; internal set; }
    public long DecidedWithoutEyes { get; internal set; }
    public long SettledByLimit { get; internal set; }
}
