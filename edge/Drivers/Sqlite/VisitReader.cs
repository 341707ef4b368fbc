using Microsoft.Data.Sqlite;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Drivers.Sqlite;

/// <summary>Gathers what is known of one visit. Runs inside the read transaction of <see cref="ProjectionReader"/>.</summary>
internal sealed class VisitReader
{
    /// <summary>$1 the session, $2 when it began, $3 when it was settled, $4 what the JSON of hands says where it was near.</summary>
    private const string ItsEvents = """
        SELECT event FROM interactions WHERE session = $1
        UNION SELECT event FROM interactions WHERE at_us BETWEEN $2 AND $3 AND instr(hands, $4) > 0
        """;

    private readonly Statement _visit, _doubts, _changes, _interactions, _handovers;

    public VisitReader(Func<string, int, Statement> make)
    {
        _visit = make("SELECT shopper, opened_us, last_seen_us, left_how FROM visits WHERE session = $1", 1);
        _doubts = make("SELECT reason FROM doubts WHERE session = $1 ORDER BY sequence", 1);
        _changes = make($"""
            SELECT at_us, event, gondola, shelf, start_us, lift_us, delta_mg, kind, across_gap, unsettled, evidence
            FROM events WHERE event IN ({ItsEvents}) ORDER BY event
            """, 4);
        _interactions = make($"""
            SELECT sequence, at_us, event, session, gtin, quantity, confidence, reason, hands, revision
            FROM interactions WHERE event IN ({ItsEvents}) ORDER BY sequence
            """, 4);
        _handovers = make("""
            SELECT sequence, at_us, meeting, met_us, from_session, to_session, gtin, quantity, confidence
            FROM handovers WHERE from_session = $1 OR to_session = $1 ORDER BY sequence
            """, 1);
    }

    /// <summary>The visit, or null for an unknown one.</summary>
    /// <param name="session">Its id.</param>
    /// <param name="trip">Reads how it was settled.</param>
    public Visit? Read(string session, Func<Trip?> trip)
    {
        using SqliteDataReader head = _visit.Rows(session);
        if (!head.Read()) return null;
        Trip? settled = trip();
        object?[] near = [session, head.GetInt64(1), settled?.ClosedUs ?? long.MaxValue, Evidence.Mark(session)];
        return new Visit(
            session, head.GetString(0), head.GetInt64(1), head.IsDBNull(2) ? null : head.GetInt64(2), TextOrNull(head, 3), settled,
            Doubts(session), Changes(near), Tellings(session, near));
    }

    private List<string> Doubts(string session)
    {
        var found = new List<string>();
        using SqliteDataReader r = _doubts.Rows(session);
        while (r.Read()) found.Add(r.GetString(0));
        return found;
    }

    private List<WeightChanged> Changes(object?[] near)
    {
        var found = new List<WeightChanged>();
        using SqliteDataReader r = _changes.Rows(near);
        while (r.Read())
        {
            Evidence evidence = Evidence.OfChange(r.GetString(10));
            found.Add(new WeightChanged(
                r.GetInt64(0), r.GetInt64(1), r.GetInt32(2), r.GetInt32(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6), r.GetString(7),
                r.GetBoolean(8), r.GetBoolean(9), evidence.Plates, evidence.Candidates));
        }
        return found;
    }

    private List<JournalRecord> Tellings(string session, object?[] near)
    {
        var found = new SortedDictionary<long, JournalRecord>();
        using (SqliteDataReader r = _interactions.Rows(near))
        {
            while (r.Read())
            {
                found.Add(r.GetInt64(0), new Interaction(
                    r.GetInt64(1), r.GetInt64(2), TextOrNull(r, 3), TextOrNull(r, 4), r.GetInt32(5), r.GetDouble(6), r.GetString(7),
                    Evidence.OfHands(r.GetString(8)), TextOrNull(r, 9)));
            }
        }
        using (SqliteDataReader r = _handovers.Rows(session))
        {
            while (r.Read())
            {
                found.Add(r.GetInt64(0), new HandedOver(
                    r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetInt32(7),
                    r.GetDouble(8)));
            }
        }
        return [.. found.Values];
    }

    private static string? TextOrNull(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
