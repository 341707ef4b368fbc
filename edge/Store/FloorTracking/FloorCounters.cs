namespace O4O.Edge.Store.FloorTracking;

/// <summary>How often what went how: for people to watch; nothing is decided by these.</summary>
public sealed class FloorCounters
{
    /// <summary>Pictures passed over: others were too much newer.</summary>
    public long PicturesLate { get; internal set; }

    /// <summary>Detections that could not be used, or were beyond the limit.</summary>
    public long BodiesRefused { get; internal set; }

    /// <summary>Detections of what stands still and has no number: furniture that is taken for somebody.</summary>
    public long BodiesStill { get; internal set; }

    /// <summary>People not followed because there were too many.</summary>
    public long PeopleRefused { get; internal set; }

    /// <summary>People who got a number.</summary>
    public long Confirmed { get; internal set; }

    /// <summary>Of these, who did so away from every gate, and were nobody who was lost.</summary>
    public long FromNowhere { get; internal set; }

    /// <summary>Lost people found again.</summary>
    public long FoundAgain { get; internal set; }

    /// <summary>People followed twice who were made one.</summary>
    public long Merged { get; internal set; }

    /// <summary>People forgotten who were lost away from every exit.</summary>
    public long LostInside { get; internal set; }
}
