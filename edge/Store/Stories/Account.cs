using O4O.Edge.Store.Journal;

namespace O4O.Edge.Store.Stories;

/// <summary>What the journal has been told of one event, and what is needed to tell it otherwise.</summary>
/// <param name="Event">The event; below 0 a meeting of hands, or an exchange over a shelf.</param>
/// <param name="AtUs">When it happened.</param>
/// <param name="Hands">Who was near.</param>
internal sealed record Account(long Event, long AtUs, IReadOnlyList<HandClaim> Hands)
{
    /// <summary>The number under which the journal knows the event; of an exchange that it has not been told, none.</summary>
    public long Number { get; set; } = Event;

    /// <summary>An exchange over a shelf: what the journal is told of the plates before anything else is told of it, and only then.</summary>
    public WeightChanged? Unsaid { get; set; }

    /// <summary>Plates moved, not only hands met.</summary>
    public bool IsAtShelf { get; } = Event > 0;

    /// <summary>What the story said last.</summary>
    public IReadOnlyList<StoryMove> Moves { get; set; } = [];

    /// <summary>What the journal has been told of it, and not been told to be otherwise: the same, but for what waits to be told.</summary>
    public List<StoryMove> Written { get; } = [];

    /// <summary>Whose hand put back what that person cannot have had, as it was said last; null where nobody's did.</summary>
    public string? Odd { get; set; }

    /// <summary>Something was said before.</summary>
    public bool Told { get; set; }
}
