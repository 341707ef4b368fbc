using O4O.Edge.Store.Journal;

namespace O4O.Edge.Store.Carts;

/// <summary>One visit: from the gate to the receipt.</summary>
public sealed class Session(SessionOpened opened)
{
    private readonly List<long> _tracks = [];
    private readonly List<string> _doubts = [];

    public string Id { get; } = opened.Session;
    public string Shopper { get; } = opened.Shopper;
    public int Party { get; } = opened.Party;

    /// <summary>Somebody who works here: fills the shelves, carries no cart, is never charged.</summary>
    public bool Staff { get; } = opened.Staff;

    /// <summary>The gate that opened for it, or null.</summary>
    public string? Gate { get; } = opened.Gate;
    public long Ordinal { get; } = opened.Ordinal;
    public long OpenedUs { get; } = opened.AtUs;
    public SessionState State { get; internal set; } = SessionState.Admitted;
    public Cart Cart { get; } = new();

    /// <summary>The people of this visit, as the eyes number them.</summary>
    public IReadOnlyList<long> Tracks => _tracks;

    /// <summary>Why a person must look at it, a sentence each; empty while nothing is in doubt.</summary>
    public IReadOnlyList<string> Doubts => _doubts;
    public SessionLeft? Left { get; internal set; }
    public SessionSettled? Settled { get; internal set; }

    /// <summary>Billing's answer, when there was a charge and it came.</summary>
    public ChargeAnswered? Answer { get; internal set; }

    /// <summary>Something about it was not sure when it was told: later evidence may have made it so, but the journal does not say.</summary>
    internal bool IsUnsure { get; set; }

    /// <summary>When the scales last told of something that this visit took or put back; 0 while they have not.</summary>
    internal long ActedUs { get; set; }

    internal void Bind(long track)
    {
        _tracks.Add(track);
        if (State == SessionState.Admitted) State = SessionState.Inside;
    }

    internal void Doubt(string reason)
    {
        if (!_doubts.Contains(reason)) _doubts.Add(reason);
    }
}
