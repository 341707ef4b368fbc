using O4O.Edge.Drivers.Sqlite;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Host.Replay;

/// <summary>What the story of one visit is told from: the same out of a replay and out of a running store's projections.</summary>
/// <param name="Session">The visit.</param>
/// <param name="Shopper">Whose.</param>
/// <param name="OpenedUs">When it began, store time.</param>
/// <param name="LastSeenUs">When one of its people was last seen, or null.</param>
/// <param name="How">How they left, or null.</param>
/// <param name="Outcome">What it came to, or null while it is open.</param>
/// <param name="TotalMinor">Sum of its lines, minor units.</param>
/// <param name="Confidence">Posterior of exactly this cart, or null.</param>
/// <param name="Lines">The cart as it left.</param>
/// <param name="Doubts">Raised on the way or at the exit, each once.</param>
/// <param name="Changes">Weight changes by number; those that are told of at least.</param>
/// <param name="Tellings"><see cref="Interaction"/> and <see cref="HandedOver"/> in the order of the journal, also other people's.</param>
internal sealed record StoryMaterial(
    string Session, string Shopper, long OpenedUs, long? LastSeenUs, string? How, string? Outcome, long TotalMinor, double? Confidence,
    IReadOnlyList<SettledLine> Lines, IReadOnlyList<string> Doubts, IReadOnlyDictionary<long, WeightChanged> Changes,
    IReadOnlyList<JournalRecord> Tellings)
{
    /// <summary>Out of everything that a replay decided.</summary>
    public static StoryMaterial Of(IReadOnlyList<JournalRecord> records, SessionOpened opened)
    {
        var changes = new Dictionary<long, WeightChanged>();
        List<JournalRecord> tellings = [];
        List<string> doubts = [];
        SessionLeft? left = null;
        SessionSettled? settled = null;
        foreach (JournalRecord record in records)
        {
            switch (record)
            {
                case WeightChanged w: changes[w.Event] = w; break;
                case Interaction or HandedOver: tellings.Add(record); break;
                case DoubtRaised d when d.Session == opened.Session: doubts.Add(d.Reason); break;
                case SessionLeft l when l.Session == opened.Session: left = l; break;
                case SessionSettled s when s.Session == opened.Session: settled = s; break;
                default: break;
            }
        }
        return new StoryMaterial(
            opened.Session, opened.Shopper, opened.AtUs, left?.LastSeenUs, left?.How, settled?.Outcome, settled?.TotalMinor ?? 0,
            settled?.Confidence, settled?.Lines ?? [], [.. doubts.Concat(settled?.Reasons ?? []).Distinct()], changes, tellings);
    }

    /// <summary>Out of the projections.</summary>
    public static StoryMaterial Of(Visit visit) => new(
        visit.Session, visit.Shopper, visit.OpenedUs, visit.LastSeenUs, visit.Left, visit.Settled?.Outcome, visit.Settled?.TotalMinor ?? 0,
        visit.Settled?.Confidence, visit.Settled?.Lines ?? [], [.. visit.Doubts.Concat(visit.Settled?.Reasons ?? []).Distinct()],
        visit.Changes.ToDictionary(w => w.Event), visit.Tellings);
}
