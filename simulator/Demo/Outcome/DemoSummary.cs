using System.Text.Json;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Demo.Services;

namespace O4O.Simulator.Demo.Outcome;

/// <summary>The end of a run in figures, as <c>--json</c> writes it.</summary>
public sealed record DemoSummary
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public required ulong Seed { get; init; }

    /// <summary>The shopping time.</summary>
    public required int Seconds { get; init; }
    public required string Currency { get; init; }

    /// <summary>Who saw the people, and what looking took.</summary>
    public required EyesFigures Eyes { get; init; }
    public required TripFigures Trips { get; init; }
    public required LineFigures Lines { get; init; }
    public required ChargeFigures Charges { get; init; }

    /// <summary>By stage of the edge, since its last start.</summary>
    public required IReadOnlyDictionary<string, StageLatency> Latencies { get; init; }

    /// <summary>By service; one that never died is not named.</summary>
    public required IReadOnlyDictionary<string, RestartFigures> Restarts { get; init; }

    /// <summary>The edge's counters since its last start, and <c>simulator…</c>: what was sent, lost on a broken line, and how far the world lagged.</summary>
    public required IReadOnlyDictionary<string, long> Counters { get; init; }

    /// <summary>Why the run does not count as well ended; null when it does.</summary>
    public required string? Failure { get; init; }

    /// <summary>Visits by how they ended.</summary>
    /// <param name="Total">All that the edge knows.</param>
    /// <param name="Charged">Charged at once.</param>
    /// <param name="Review">Waiting for a person.</param>
    /// <param name="Empty">Nothing taken.</param>
    /// <param name="Open">Not settled.</param>
    public sealed record TripFigures(int Total, int Charged, int Review, int Empty, int Open);

    /// <summary>The same money at both ends; minor units.</summary>
    public sealed record ChargeFigures(long EdgeCount, long EdgeMinor, long BillingCount, long BillingMinor, long Pending, bool Equal);

    /// <summary>How often a service came back, and the longest it was away.</summary>
    public sealed record RestartFigures(int Count, double LongestAwayMs);

    /// <summary>As JSON, ending in a line feed.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Draws the figures out of what is known.</summary>
    public static DemoSummary From(RunEvidence known)
    {
        ArgumentNullException.ThrowIfNull(known);
        IReadOnlyList<EdgeSession> trips = known.Trips;
        int Ended(string outcome) => trips.Count(t => t.Outcome == outcome);
        var figures = new TripFigures(
            trips.Count + known.State.Sessions.Count, Ended(EdgeSession.Charged), Ended(EdgeSession.Review), Ended(EdgeSession.Empty),
            known.State.Sessions.Count);
        EdgeSession[] charged = [.. trips.Where(t => t.ChargeId is not null)];
        (long edgeMinor, long billingMinor) = (charged.Sum(t => t.TotalMinor), known.Totals.TotalMinor.GetValueOrDefault(known.Currency));
        bool equal = charged.Length == known.Totals.Count && edgeMinor == billingMinor && known.Totals.LedgerSumMinor == 0;
        var charges = new ChargeFigures(
            charged.Length, edgeMinor, known.Totals.Count, billingMinor, charged.Count(t => t.ChargeState == EdgeSession.Pending), equal);
        return new DemoSummary
        {
            Seed = known.Seed,
            Seconds = known.Seconds,
            Currency = known.Currency,
            Eyes = known.Eyes,
            Trips = figures,
            Lines = LineFigures.Of(known.Truth, trips),
            Charges = charges,
            Latencies = known.State.Latencies,
            Restarts = known.Restarts.GroupBy(r => r.Service).ToDictionary(
                g => g.Key, g => new RestartFigures(g.Count(), Math.Round(g.Max(r => r.Away).TotalMilliseconds))),
            Counters = CountersOf(known),
            Failure = Judge(known, figures, charges),
        };
    }

    private static Dictionary<string, long> CountersOf(RunEvidence known)
    {
        var counters = new Dictionary<string, long>(known.State.Counters)
        {
            ["simulatorSent"] = known.SentMessages,
            ["simulatorLost"] = known.LostMessages,
            ["simulatorLagUsMax"] = known.WorldLagUsMax,
        };
        if (known.Pictures is { } pictures) (counters["simulatorPictures"], counters["simulatorPicturesMissed"]) = pictures;
        return counters;
    }

    private static string? Judge(RunEvidence known, TripFigures trips, ChargeFigures charges)
    {
        if (known.Failure is { } failure) return failure;
        if (trips.Open > 0) return $"{trips.Open} of {trips.Total} trips are still open" + (known.PeopleInside == 0 ? "" : $"; {known.PeopleInside} people have not left the store");
        HashSet<string> settled = [.. known.Trips.Select(t => t.Session)];
        if (known.Truth.Shoppers.FirstOrDefault(s => s.Session is not null && !settled.Contains(s.Session)) is { } lost)
            return $"{lost.Shopper} was admitted as {lost.Session}, and the edge knows no such trip";
        if (trips.Charged + trips.Review + trips.Empty != trips.Total) return "a trip ended with an outcome of unknown name";
        return charges.Equal ? null
            : $"billing has {charges.BillingCount} charges of together {charges.BillingMinor}, "
            + $"the edge {charges.EdgeCount} of together {charges.EdgeMinor} ({charges.Pending} pending)";
    }
}
