using Microsoft.Data.Sqlite;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Drivers.Sqlite;

/// <summary>
/// What each kind of record changes in the database. Any order of records folds to something; where the machine ignores a
/// record (a visit never opened, a charge never made), so does this, and says that it was odd. All memory is in the
/// database, so a batch rolled back leaves nothing behind.
/// </summary>
internal sealed class RecordFold : IDisposable
{
    private readonly string _store;
    private readonly List<Statement> _all = [];
    private readonly Statement _opened, _bound, _left, _settled, _newTrip, _line, _reason, _answered, _doubt, _event, _interaction, _handed,
        _gate, _fault, _start;

    public RecordFold(SqliteConnection connection, string store)
    {
        _store = store;
        Statement Make(string sql, int parameters)
        {
            var made = new Statement(connection, sql, parameters);
            _all.Add(made);
            return made;
        }

        _opened = Make("""
            INSERT INTO visits (session, ordinal, shopper, party, opened_us) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (session) DO NOTHING
            """, 5);
        _bound = Make("""
            INSERT INTO visit_tracks (session, sequence, track, at_us)
            SELECT $1, $2, $3, $4 WHERE EXISTS (SELECT 1 FROM visits WHERE session = $1)
            ON CONFLICT (session, track) DO NOTHING
            """, 4);
        _left = Make("UPDATE visits SET last_seen_us = $2, left_how = $3 WHERE session = $1", 3);
        _settled = Make("""
            INSERT INTO trips (ordinal, session, shopper, closed_us, outcome, total_minor, charge_id, charge_state, confidence)
            SELECT COALESCE((SELECT MAX(ordinal) FROM trips), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8
            WHERE EXISTS (SELECT 1 FROM visits WHERE session = $1)
            ON CONFLICT (session) DO NOTHING
            """, 8);
        _newTrip = Make("SELECT last_insert_rowid()", 0);
        _line = Make("""
            INSERT INTO trip_lines (trip, line, gtin, name, quantity, unit_price_minor, confidence) VALUES ($1, $2, $3, $4, $5, $6, $7)
            """, 7);
        _reason = Make("INSERT INTO trip_reasons (trip, line, reason) VALUES ($1, $2, $3)", 3);
        _answered = Make($"""
            UPDATE trips SET charge_state = $2, charge_reference = $3, charge_answered_us = $4
            WHERE charge_id = $1 AND charge_state = '{ChargeStates.Pending}'
            """, 4);
        _doubt = Make("""
            INSERT INTO doubts (sequence, at_us, session, event, reason)
            SELECT $1, $2, $3, $4, $5 WHERE EXISTS (SELECT 1 FROM visits WHERE session = $3)
            """, 5);
        _event = Make("""
            INSERT INTO events (event, at_us, gondola, shelf, start_us, lift_us, delta_mg, kind, across_gap, unsettled, evidence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (event) DO NOTHING
            """, 11);
        _interaction = Make("""
            INSERT INTO interactions (sequence, at_us, event, session, gtin, quantity, confidence, reason, hands, revision)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, 10);
        _handed = Make("""
            INSERT INTO handovers (sequence, at_us, meeting, met_us, from_session, to_session, gtin, quantity, confidence)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
            WHERE EXISTS (SELECT 1 FROM visits WHERE session = $5) AND EXISTS (SELECT 1 FROM visits WHERE session = $6)
            """, 9);
        _gate = Make("""
            INSERT INTO gate_decisions (sequence, at_us, gate, admit, reason, session, shopper, party) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """, 8);
        _fault = Make("INSERT INTO source_faults (sequence, at_us, device, state, detail) VALUES ($1, $2, $3, $4, $5)", 5);
        _start = Make("INSERT INTO edge_starts (sequence, at_us, store) VALUES ($1, $2, $3)", 3);
    }

    /// <summary>Folds one record in, inside the caller's transaction.</summary>
    /// <returns>True when the record was odd: it told of something never begun, or told it twice, or could not be read.</returns>
    /// <exception cref="SqliteException">The database refused.</exception>
    public bool Apply(long sequence, JournalRecord? record) => record switch
    {
        SessionOpened o => _opened.Run(o.Session, o.Ordinal, o.Shopper, o.Party, o.AtUs) == 0,
        TrackBound b => _bound.Run(b.Session, sequence, b.Track, b.AtUs) == 0,
        SessionLeft l => _left.Run(l.Session, l.LastSeenUs, l.How) == 0,
        SessionSettled s => Settle(s),
        ChargeAnswered a => _answered.Run(a.ChargeId, a.Booked ? ChargeStates.Booked : ChargeStates.Refused, a.Reference, a.AtUs) == 0,
        DoubtRaised d => _doubt.Run(sequence, d.AtUs, d.Session, d.Event, d.Reason) == 0,
        WeightChanged w => _event.Run(
            w.Event, w.AtUs, w.Gondola, w.Shelf, w.StartUs, w.LiftUs, w.DeltaMg, w.Kind, w.AcrossGap, w.Unsettled, Evidence.Of(w)) == 0,
        Interaction i => _interaction.Run(
            sequence, i.AtUs, i.Event, i.Session, i.Gtin, i.Quantity, i.Confidence, i.Reason, Evidence.Of(i.Hands), i.Revision) == 0,
        HandedOver h => _handed.Run(sequence, h.AtUs, h.Meeting, h.MetUs, h.From, h.To, h.Gtin, h.Quantity, h.Confidence) == 0,
        GateDecided g => _gate.Run(sequence, g.AtUs, g.Gate, g.Admit, g.Reason, g.Session, g.Shopper, g.Party) == 0,
        SourceChanged c => _fault.Run(sequence, c.AtUs, c.Device, c.State, c.Detail) == 0,
        EdgeStarted e => _start.Run(sequence, e.AtUs, e.Store) == 0 || e.Store != _store,
        PlateLevels => false, // where the weighing resumes: nothing that a person asks for
        _ => true,
    };

    public void Dispose()
    {
        foreach (Statement statement in _all) statement.Dispose();
    }

    private bool Settle(SessionSettled s)
    {
        if (s.Lines is null || s.Reasons is null) return true; // JSON may leave out what the type demands
        string? state = s.ChargeId is null ? null : ChargeStates.Pending;
        if (_settled.Run(s.Session, s.Shopper, s.AtUs, s.Outcome, s.TotalMinor, s.ChargeId, state, s.Confidence) == 0) return true;
        long? trip = _newTrip.Number();
        for (int i = 0; i < s.Lines.Count; i++)
        {
            SettledLine line = s.Lines[i];
            _line.Run(trip, i + 1, line.Gtin, line.Name, line.Quantity, line.UnitPriceMinor, line.Confidence);
        }

        for (int i = 0; i < s.Reasons.Count; i++) _reason.Run(trip, i + 1, s.Reasons[i]);
        return false;
    }
}
