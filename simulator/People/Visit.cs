using O4O.Simulator.Scenarios;

namespace O4O.Simulator.People;

/// <summary>One code shown at the gate: one shopper, or several who share a cart.</summary>
internal sealed class Visit(string shopper, int number, int party, long arrivalUs, int products)
{
    public string Shopper { get; } = shopper;
    public int Number { get; } = number;
    public int Party { get; } = party;

    /// <summary>Somebody who works here and fills the shelves.</summary>
    public bool IsStaff { get; init; }

    /// <summary>One of the two leaves the other.</summary>
    public bool PartsWays { get; init; }

    /// <summary>Which of them goes alone.</summary>
    public int Leaver { get; init; }

    /// <summary>Comes in again some seconds after leaving, when there is time.</summary>
    public bool ComesAgain { get; init; }

    /// <summary>What a script says that is still to be done; shared with the visit after which this one came in again.</summary>
    public Queue<ScriptStep> Script { get; init; } = new();

    /// <summary>True when a script says what they do.</summary>
    public bool IsScripted { get; init; }

    /// <summary>A script has said that the group parts.</summary>
    public bool HasParted { get; set; }

    /// <summary>The visit after which these came in again: the same bodies; null for a first visit.</summary>
    public Visit? Again { get; init; }

    /// <summary>When they come to the gate.</summary>
    public long ArrivalUs { get; } = arrivalUs;

    /// <summary>The edge's name for the visit, once it has said so.</summary>
    public string? Session { get; set; }

    /// <summary>First step into the entry zone; null when they never came in.</summary>
    public long? EnteredUs { get; private set; }

    /// <summary>When the last of them was gone.</summary>
    public long? LeftUs { get; private set; }

    /// <summary>Units in the cart, by product index.</summary>
    public int[] Cart { get; } = new int[products];

    private int _gone;

    public void Enter(long nowUs) => EnteredUs ??= nowUs;

    public void Leave(long nowUs)
    {
        if (++_gone == Party) LeftUs = nowUs;
    }
}
