using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>Two who came so close that their numbers may have changed places, until it is known.</summary>
internal struct Encounter
{
    public FloorTrack One, Other;

    /// <summary>The two numbers, and how they were before.</summary>
    public long OneId, OtherId;
    public Semblance OneBefore, OtherBefore;

    /// <summary>How those are who have these numbers since they parted.</summary>
    public Semblance OneAfter, OtherAfter;

    /// <summary>When it began, and when they were last together.</summary>
    public StoreTime Began, Last;

    /// <summary>The pictures could not tell them apart for a moment; they were only near to each other if not.</summary>
    public bool Mixed;

    /// <summary>How near to each other they came, mm.</summary>
    public double LeastMm;

    /// <summary>How often what was seen since fitted neither way.</summary>
    public int Misfits;

    /// <summary>Their visits are in doubt; the numbers are still given back to whom they belong.</summary>
    public bool Told;

    public readonly bool IsOf(FloorTrack one, FloorTrack other) => (One == one && Other == other) || (One == other && Other == one);

    public readonly bool Concerns(long id) => OneId == id || OtherId == id;
}
