using O4O.Simulator.Shelves;

namespace O4O.Simulator.People;

/// <summary>Two people of different visits who do something together: the host begins, a guest joins in.</summary>
/// <param name="host">Who began.</param>
/// <param name="kind">What they do: same moment, crossed, handover or exchange.</param>
internal sealed class Meeting(Person host, StopKind kind)
{
    public Person Host { get; } = host;
    public StopKind Kind { get; } = kind;

    /// <summary>Who joined; null while nobody has.</summary>
    public Person? Guest { get; set; }

    /// <summary>At the same moment and crossed: the unit for the guest. Otherwise what the host gives.</summary>
    public Unit? Unit { get; init; }

    /// <summary>In an exchange: what the guest gives for it.</summary>
    public Unit? Back { get; set; }

    /// <summary>The facing that the unit was taken from.</summary>
    public int Facing { get; init; }

    /// <summary>Where the guest stands: before its own unit, or, when they reach across each other, before the host's.</summary>
    public Unit? GuestBefore { get; init; }

    /// <summary>True when each lifts a unit of its own off a shelf, and nothing changes hands.</summary>
    public bool IsSideBySide => Kind is StopKind.SameMoment or StopKind.Crossed;

    /// <summary>The guest stands where it should.</summary>
    public bool IsGuestThere { get; set; }

    /// <summary>When both begin to move; 0 while that is not settled.</summary>
    public long GoUs { get; set; }

    /// <summary>The host has waited in vain.</summary>
    public bool IsOff { get; set; }
}
