using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Demo.Services;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Demo.Outcome;

/// <summary>What is known at the end of a run: the truth, and what everybody says.</summary>
public sealed record RunEvidence
{
    public required ulong Seed { get; init; }
    public required int Seconds { get; init; }
    public required Truth Truth { get; init; }
    public required string Currency { get; init; }
    public required EdgeState State { get; init; }
    public required IReadOnlyList<EdgeSession> Trips { get; init; }
    public required BillingTotals Totals { get; init; }
    public required IReadOnlyList<Restart> Restarts { get; init; }
    public required long SentMessages { get; init; }
    public required long LostMessages { get; init; }
    public required long WorldLagUsMax { get; init; }

    /// <summary>People who are still between gate and exit.</summary>
    public required int PeopleInside { get; init; }

    /// <summary>Who saw the people, and how.</summary>
    public required EyesFigures Eyes { get; init; }

    /// <summary>Pictures that were drawn, and those that were not drawn in time or found no reader; null where nothing was.</summary>
    public (long Drawn, long Missed)? Pictures { get; init; }

    /// <summary>Why the run could not go on; null when it could.</summary>
    public string? Failure { get; init; }
}
