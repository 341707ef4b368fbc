namespace O4O.Edge.Store;

/// <summary>How often what went how: for people to watch; nothing is decided by these.</summary>
public sealed class MachineCounters
{
    public long WeightBatches { get; internal set; }
    public long PeopleFrames { get; internal set; }
    public long HandFrames { get; internal set; }

    /// <summary>Looks into hands that were kept.</summary>
    public long Looks { get; internal set; }

    /// <summary>Looks into hands of people whom the eyes do not know.</summary>
    public long LooksOfNobody { get; internal set; }

    /// <summary>Looks at a place in a picture where more than one hand may be, or perhaps none that is known.</summary>
    public long LooksInDoubt { get; internal set; }

    /// <summary>Pictures of cameras whose detections came.</summary>
    public long DetectionFrames { get; internal set; }
    public long Detections { get; internal set; }
    public long Scans { get; internal set; }
    public long RepeatedScans { get; internal set; }
    public long WrongShape { get; internal set; }
    public long WeightChanges { get; internal set; }
    /// <summary>Weight that a hand pressed onto plates and took away again.</summary>
    public long Presses { get; internal set; }
    /// <summary>Changes that fitted nothing and were explained together with another at the same place.</summary>
    public long TakenTogether { get; internal set; }
    /// <summary>Swings of plates that came to nothing, under the hands of several: judged whether they were an exchange.</summary>
    public long PassingsJudged { get; internal set; }

    /// <summary>What one put down while another took the same, so that no weight was left to see.</summary>
    public long Exchanges { get; internal set; }
    public long Unattributed { get; internal set; }
    /// <summary>What later evidence made the edge say otherwise.</summary>
    public long Revised { get; internal set; }

    /// <summary>What the likeliest story says of visits that are settled: the journal is not told, they keep their carts.</summary>
    public long Untold { get; internal set; }

    /// <summary>Handovers that cancel out, which nobody could have told without a cart below nothing; told when that is so no more.</summary>
    public long Waiting { get; internal set; }
    public long Doubts { get; internal set; }
    public long DecidedWithoutEyes { get; internal set; }
    public long SettledByLimit { get; internal set; }
}
