using Microsoft.Data.Sqlite;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Drivers.Sqlite;

/// <summary>Answers questions on a connection of its own. Each answer is one moment's: a read transaction surrounds it.</summary>
internal sealed class ProjectionReader : IDisposable
{
    private const string TripColumns = """
        SELECT t.ordinal, t.session, t.shopper, v.party, v.opened_us, t.closed_us, v.last_seen_us, v.left_how, t.total_minor,
               t.outcome, t.charge_id, t.charge_state, t.charge_reference, t.confidence
        FROM trips t JOIN visits v ON v.session = t.session
        """;

    private readonly Lock _one = new();
    private readonly SqliteConnection _connection;
    private readonly int _pageMax;
    private readonly List<Statement> _all = [];
    private readonly VisitReader _visits;
    private readonly Statement _begin, _end, _page, _bySession, _reviews, _lines, _reasons, _tracks, _events, _interactions, _totals;

    public ProjectionReader(SqliteConnection connection, int pageMax)
    {
        _connection = connection;
        _pageMax = pageMax;
        Statement Make(string sql, int parameters)
        {
            var made = new Statement(connection, sql, parameters);
            _all.Add(made);
            return made;
        }

        _begin = Make("BEGIN", 0);
        _end = Make("ROLLBACK", 0);
        _page = Make($"{TripColumns} WHERE t.ordinal > $1 ORDER BY t.ordinal LIMIT $2", 2);
        _bySession = Make($"{TripColumns} WHERE t.session = $1", 1);
        _reviews = Make($"{TripColumns} WHERE t.outcome = '{SessionSettled.Review}' AND t.ordinal > $1 ORDER BY t.ordinal LIMIT $2", 2);
        _lines = Make("SELECT gtin, name, quantity, unit_price_minor, confidence FROM trip_lines WHERE trip = $1 ORDER BY line", 1);
        _reasons = Make("SELECT reason FROM trip_reasons WHERE trip = $1 ORDER BY line", 1);
        _tracks = Make("SELECT track FROM visit_tracks WHERE session = $1 ORDER BY sequence", 1);
        _events = Make("""
            SELECT event, at_us, gondola, shelf, start_us, lift_us, delta_mg, kind, across_gap, unsettled, evidence
            FROM events WHERE event > $1 ORDER BY event LIMIT $2
            """, 2);
        _interactions = Make("""
            SELECT sequence, at_us, session, gtin, quantity, confidence, reason, hands, revision FROM interactions WHERE event = $1 ORDER BY sequence
            """, 1);
        _totals = Make("SELECT outcome, charge_state, COUNT(*), SUM(total_minor) FROM trips GROUP BY outcome, charge_state", 0);
        _visits = new VisitReader(Make);
    }

    public IReadOnlyList<Trip> Trips(long afterOrdinal, int limit) => Ask(() => ReadTrips(_page, afterOrdinal, Cut(limit)));

    public IReadOnlyList<Trip> Reviews(long afterOrdinal, int limit) => Ask(() => ReadTrips(_reviews, afterOrdinal, Cut(limit)));

    public Trip? Trip(string session) => Ask(() => ReadTrips(_bySession, session) is [var trip] ? trip : null);

    public Visit? Visit(string session) =>
        Ask(() => _visits.Read(session, () => ReadTrips(_bySession, session) is [var trip] ? trip : null));

    public IReadOnlyList<ShelfEvent> Events(long afterEvent, int limit) => Ask(() =>
    {
        var found = new List<ShelfEvent>();
        using (SqliteDataReader r = _events.Rows(afterEvent, Cut(limit)))
        {
            while (r.Read())
            {
                found.Add(new ShelfEvent(
                    r.GetInt64(0), r.GetInt64(1), r.GetInt32(2), r.GetInt32(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6),
                    r.GetString(7), r.GetBoolean(8), r.GetBoolean(9), r.GetString(10), []));
            }
        }

        for (int i = 0; i < found.Count; i++) found[i] = found[i] with { Interactions = Interactions(found[i].Event) };
        return found;
    });

    public TripTotals Totals() => Ask(() =>
    {
        var sum = new TripTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        using SqliteDataReader r = _totals.Rows();
        while (r.Read()) sum = Add(sum, r.GetString(0), TextOrNull(r, 1), r.GetInt64(2), r.GetInt64(3));
        return sum;
    });

    public void Dispose()
    {
        lock (_one)
        {
            foreach (Statement statement in _all) statement.Dispose();
            _connection.Dispose();
        }
    }

    private static TripTotals Add(TripTotals sum, string outcome, string? charge, long count, long minor)
    {
        sum = outcome switch
        {
            SessionSettled.Charged => sum with { Charged = sum.Charged + count, ChargedMinor = sum.ChargedMinor + minor },
            SessionSettled.Empty => sum with { Empty = sum.Empty + count },
            SessionSettled.Review => sum with { Review = sum.Review + count },
            _ => sum,
        };
        return charge switch
        {
            ChargeStates.Pending => sum with { Pending = sum.Pending + count, PendingMinor = sum.PendingMinor + minor },
            ChargeStates.Booked => sum with { Booked = sum.Booked + count, BookedMinor = sum.BookedMinor + minor },
            ChargeStates.Refused => sum with { Refused = sum.Refused + count, RefusedMinor = sum.RefusedMinor + minor },
            _ => sum,
        };
    }

    private T Ask<T>(Func<T> question)
    {
        lock (_one)
        {
            try
            {
                _begin.Run();
                try
                {
                    return question();
                }
                finally
                {
                    _end.Run();
                }
            }
            catch (SqliteException e)
            {
                throw new ProjectionException("the projection cannot answer: " + e.Message, e);
            }
        }
    }

    private int Cut(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return Math.Min(limit, _pageMax);
    }

    private List<Trip> ReadTrips(Statement statement, params ReadOnlySpan<object?> values)
    {
        var found = new List<Trip>();
        using (SqliteDataReader r = statement.Rows(values))
        {
            while (r.Read())
            {
                found.Add(new Trip(
                    r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetInt64(4), r.GetInt64(5),
                    r.IsDBNull(6) ? null : r.GetInt64(6), TextOrNull(r, 7), [], [], r.GetInt64(8), r.GetString(9), [],
                    TextOrNull(r, 10), TextOrNull(r, 11), TextOrNull(r, 12), r.IsDBNull(13) ? null : r.GetDouble(13)));
            }
        }

        for (int i = 0; i < found.Count; i++)
        {
            Trip bare = found[i];
            found[i] = bare with
            {
                Tracks = List(_tracks, bare.Session, r => r.GetInt64(0)),
                Lines = List(_lines, bare.Ordinal, r =>
                    new SettledLine(r.GetString(0), r.GetString(1), r.GetInt32(2), r.GetInt64(3), r.GetDouble(4))),
                Reasons = List(_reasons, bare.Ordinal, r => r.GetString(0)),
            };
        }

        return found;
    }

    private List<ShelfInteraction> Interactions(long number) => List(_interactions, number, r => new ShelfInteraction(
        r.GetInt64(0), r.GetInt64(1), TextOrNull(r, 2), TextOrNull(r, 3), r.GetInt32(4), r.GetDouble(5), r.GetString(6), r.GetString(7),
        TextOrNull(r, 8)));

    private static List<T> List<T>(Statement statement, object of, Func<SqliteDataReader, T> row)
    {
        var found = new List<T>();
        using SqliteDataReader r = statement.Rows(of);
        while (r.Read()) found.Add(row(r));
        return found;
    }

    private static string? TextOrNull(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
