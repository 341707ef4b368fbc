namespace O4O.Simulator.Evaluation;

/// <summary>Counts of one trip, for one kind of action or for all; tallies of several trips add up.</summary>
public sealed class Tally
{
    /// <summary>Units both carried out and on the receipt, on it alone, and carried out alone.</summary>
    public int TruePositives { get; set; }
    public int FalsePositives { get; set; }
    public int FalseNegatives { get; set; }

    /// <summary>Visits, those whose receipt is exactly right, and those sent to a person.</summary>
    public int Visits { get; set; }
    public int Exact { get; set; }
    public int Reviewed { get; set; }

    /// <summary>Visits that a fault affected, and those of them that are in review.</summary>
    public int Affected { get; set; }
    public int AffectedReviewed { get; set; }

    /// <summary>Units charged without review, and those of them that were not carried out.</summary>
    public int Charged { get; set; }
    public int Wrong { get; set; }

    /// <summary>Weight events seen, and those of them that were so.</summary>
    public int Events { get; set; }
    public int EventsRight { get; set; }

    /// <summary>Actions that changed a shelf's weight, and those of them that were seen.</summary>
    public int Changes { get; set; }
    public int ChangesSeen { get; set; }

    /// <summary>How long after the lift each right event was decided, ms.</summary>
    public List<double> DelaysMs { get; } = [];

    /// <summary>Lines shown before they were decided, those of them that were so, and how long after the lift these were shown, ms.</summary>
    public int Shown { get; set; }
    public int ShownRight { get; set; }
    public List<double> ShownMs { get; } = [];

    /// <summary>Adds another's counts.</summary>
    public void Add(Tally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        TruePositives += other.TruePositives;
        FalsePositives += other.FalsePositives;
        FalseNegatives += other.FalseNegatives;
        Visits += other.Visits;
        Exact += other.Exact;
        Reviewed += other.Reviewed;
        Affected += other.Affected;
        AffectedReviewed += other.AffectedReviewed;
        Charged += other.Charged;
        Wrong += other.Wrong;
        Events += other.Events;
        EventsRight += other.EventsRight;
        Changes += other.Changes;
        ChangesSeen += other.ChangesSeen;
        DelaysMs.AddRange(other.DelaysMs);
        Shown += other.Shown;
        ShownRight += other.ShownRight;
        ShownMs.AddRange(other.ShownMs);
    }
}
