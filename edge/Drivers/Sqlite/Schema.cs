namespace O4O.Edge.Drivers.Sqlite;

/// <summary>
/// The tables. No rule here may refuse what a journal can hold, since a record that cannot be written would stop the
/// projection for ever: hence no checks on words, and foreign keys only where the fold makes sure of the parent.
/// </summary>
internal static class Schema
{
    /// <summary>In <c>PRAGMA user_version</c>. Raise it with every change of the tables or of the fold.</summary>
    public const int Version = 2;

    /// <summary>In <c>PRAGMA application_id</c>: "O4Op", so that <c>file</c> and we know whose database it is.</summary>
    public const int ApplicationId = 0x4F344F70;

    public const string Sql = """
        CREATE TABLE projection (
            one      INTEGER PRIMARY KEY CHECK (one = 1),
            store    TEXT NOT NULL,
            position INTEGER NOT NULL,
            odd      INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE visits (
            session      TEXT PRIMARY KEY,
            ordinal      INTEGER NOT NULL,
            shopper      TEXT NOT NULL,
            party        INTEGER NOT NULL,
            opened_us    INTEGER NOT NULL,
            last_seen_us INTEGER,
            left_how     TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE visit_tracks (
            session  TEXT NOT NULL REFERENCES visits (session),
            sequence INTEGER NOT NULL,
            track    INTEGER NOT NULL,
            at_us    INTEGER NOT NULL,
            PRIMARY KEY (session, sequence),
            UNIQUE (session, track)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE trips (
            ordinal            INTEGER PRIMARY KEY,
            session            TEXT NOT NULL UNIQUE REFERENCES visits (session),
            shopper            TEXT NOT NULL,
            closed_us          INTEGER NOT NULL,
            outcome            TEXT NOT NULL,
            total_minor        INTEGER NOT NULL,
            charge_id          TEXT,
            charge_state       TEXT,
            charge_reference   TEXT,
            charge_answered_us INTEGER,
            confidence         REAL
        ) STRICT;
        CREATE INDEX trips_by_charge ON trips (charge_id) WHERE charge_id IS NOT NULL;
        CREATE INDEX trips_by_state ON trips (outcome, charge_state, total_minor);
        CREATE TABLE trip_lines (
            trip             INTEGER NOT NULL REFERENCES trips (ordinal),
            line             INTEGER NOT NULL,
            gtin             TEXT NOT NULL,
            name             TEXT NOT NULL,
            quantity         INTEGER NOT NULL,
            unit_price_minor INTEGER NOT NULL,
            confidence       REAL NOT NULL,
            PRIMARY KEY (trip, line)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE trip_reasons (
            trip   INTEGER NOT NULL REFERENCES trips (ordinal),
            line   INTEGER NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (trip, line)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE doubts (
            sequence INTEGER PRIMARY KEY,
            at_us    INTEGER NOT NULL,
            session  TEXT NOT NULL REFERENCES visits (session),
            event    INTEGER NOT NULL,
            reason   TEXT NOT NULL
        ) STRICT;
        CREATE INDEX doubts_by_session ON doubts (session);
        CREATE TABLE events (
            event      INTEGER PRIMARY KEY,
            at_us      INTEGER NOT NULL,
            gondola    INTEGER NOT NULL,
            shelf      INTEGER NOT NULL,
            start_us   INTEGER NOT NULL,
            lift_us    INTEGER NOT NULL,
            delta_mg   INTEGER NOT NULL,
            kind       TEXT NOT NULL,
            across_gap INTEGER NOT NULL,
            unsettled  INTEGER NOT NULL,
            evidence   TEXT NOT NULL
        ) STRICT;
        CREATE TABLE interactions (
            sequence   INTEGER PRIMARY KEY,
            at_us      INTEGER NOT NULL,
            event      INTEGER NOT NULL,
            session    TEXT,
            gtin       TEXT,
            quantity   INTEGER NOT NULL,
            confidence REAL NOT NULL,
            reason     TEXT NOT NULL,
            hands      TEXT NOT NULL,
            revision   TEXT
        ) STRICT;
        CREATE INDEX interactions_by_event ON interactions (event);
        CREATE INDEX interactions_by_session ON interactions (session) WHERE session IS NOT NULL;
        CREATE INDEX interactions_by_time ON interactions (at_us);
        CREATE TABLE handovers (
            sequence     INTEGER PRIMARY KEY,
            at_us        INTEGER NOT NULL,
            meeting      INTEGER NOT NULL,
            met_us       INTEGER NOT NULL,
            from_session TEXT NOT NULL REFERENCES visits (session),
            to_session   TEXT NOT NULL REFERENCES visits (session),
            gtin         TEXT NOT NULL,
            quantity     INTEGER NOT NULL,
            confidence   REAL NOT NULL
        ) STRICT;
        CREATE INDEX handovers_by_giver ON handovers (from_session);
        CREATE INDEX handovers_by_getter ON handovers (to_session);
        CREATE TABLE gate_decisions (
            sequence INTEGER PRIMARY KEY,
            at_us    INTEGER NOT NULL,
            gate     TEXT NOT NULL,
            admit    INTEGER NOT NULL,
            reason   TEXT NOT NULL,
            session  TEXT,
            shopper  TEXT,
            party    INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE source_faults (
            sequence INTEGER PRIMARY KEY,
            at_us    INTEGER NOT NULL,
            device   TEXT NOT NULL,
            state    TEXT NOT NULL,
            detail   TEXT NOT NULL
        ) STRICT;
        CREATE TABLE edge_starts (
            sequence INTEGER PRIMARY KEY,
            at_us    INTEGER NOT NULL,
            store    TEXT NOT NULL
        ) STRICT;
        """;
}
