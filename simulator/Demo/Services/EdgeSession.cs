namespace O4O.Simulator.Demo.Services;

/// <summary>A visit, as the edge tells it.</summary>
public sealed record EdgeSession
{
    public const string Charged = "charged", Review = "review", Empty = "empty", Booked = "booked", Pending = "pending";

    /// <summary>Place among the settled visits, from 1; null for an open one.</summary>
    public long? Ordinal { get; init; }
    public string Session { get; init; } = "";
    public string Shopper { get; init; } = "";
    public int Party { get; init; }

    /// <summary><c>admitted</c>, <c>inside</c>, <c>leaving</c> or <c>settled</c>.</summary>
    public string State { get; init; } = "";
    public IReadOnlyList<EdgeLine> Lines { get; init; } = [];
    public long TotalMinor { get; init; }

    /// <summary>Why a person must look at it, a sentence each.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary><c>charged</c>, <c>review</c> or <c>empty</c>; null while it is open.</summary>
    public string? Outcome { get; init; }
    public string? ChargeId { get; init; }

    /// <summary><c>pending</c>, <c>booked</c> or <c>refused</c>; null when there is no charge.</summary>
    public string? ChargeState { get; init; }
}
