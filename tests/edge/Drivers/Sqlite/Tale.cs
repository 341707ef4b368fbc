using O4O.Edge.Drivers.Sqlite;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Tests.Drivers.Sqlite;

/// <summary>A journal written by hand: a morning in a small store.</summary>
internal static class Tale
{
    public const string Store = "demo";

    /// <summary>Alice is charged and booked, Bob goes to review, Carol leaves empty, Dan's charge is refused, Eve's is open.</summary>
    public static JournalRecord[] Morning() =>
    [
        /*  1 */ new EdgeStarted(100, Store),
        /*  2 */ new GateDecided(200, "gate-1", 1, 1, true, "admitted", "s-a", "alice", "code-a", 9_999, 2),
        /*  3 */ new SessionOpened(201, "s-a", "alice", 2, 1),
        /*  4 */ new TrackBound(202, "s-a", 42),
        /*  5 */ new SessionOpened(203, "s-b", "bob", 1, 2),
        /*  6 */ new TrackBound(204, "s-a", 41),
        /*  7 */ new WeightChanged(
            300, 1, 3, 2, 280, 290, -205_000, "pick", false, false,
            [new PlateDelta(1, -200_000, 1_000_000), new PlateDelta(2, -5_000, 900_000)],
            [new Candidate("001", 2, 0.9), new Candidate("002", 1, 0.1)]),
        /*  8 */ new Interaction(310, 1, "s-a", "001", 2, 0.95, "nearest hand", [new HandClaim("s-a", 42, 30, 0.97), new HandClaim(null, 7, 900, 0.03)]),
        /*  9 */ new WeightChanged(400, 2, 1, 1, 380, 390, 99_000, "return", true, true, [new PlateDelta(4, 99_000, 99_000)], []),
        /* 10 */ new Interaction(410, 2, null, null, 0, 0.2, "no product weighs that", []),
        /* 11 */ new DoubtRaised(420, "s-b", 2, "weight changed unseen"),
        /* 12 */ new SourceChanged(430, "shelf-1-1", "silent", "nothing heard since 2000 ms"),
        /* 13 */ new SessionLeft(500, "s-b", 490, "lost"),
        /* 14 */ new SessionSettled(510, "s-b", "bob", "review", null, 300, [new SettledLine("002", "Milk", 1, 300, 0.6)], ["weight changed unseen", "lost"]),
        /* 15 */ new SessionLeft(600, "s-a", 590, "exit"),
        /* 16 */ new SessionSettled(610, "s-a", "alice", "charged", "c-a", 1_500, [new SettledLine("001", "Tea", 2, 600, 0.95), new SettledLine("002", "Milk", 1, 300, 0.9)], []),
        /* 17 */ new PlateLevels(620, [new ShelfLevels("shelf-1-1", [1, null])]),
        /* 18 */ new ChargeAnswered(700, "c-a", true, "booking-1"),
        /* 19 */ new SessionOpened(710, "s-c", "carol", 1, 3),
        /* 20 */ new SessionSettled(720, "s-c", "carol", "empty", null, 0, [], []),
        /* 21 */ new SessionOpened(730, "s-d", "dan", 1, 4),
        /* 22 */ new SessionSettled(740, "s-d", "dan", "charged", "c-d", 600, [new SettledLine("001", "Tea", 1, 600, 0.99)], []),
        /* 23 */ new ChargeAnswered(750, "c-d", false, "no funds"),
        /* 24 */ new SessionOpened(760, "s-e", "eve", 1, 5),
        /* 25 */ new SessionSettled(770, "s-e", "eve", "charged", "c-e", 900, [new SettledLine("002", "Milk", 3, 300, 0.99)], []),
        /* 26 */ new GateDecided(780, "gate-1", 1, 2, false, "bad-signature", null, null, null, 0, 1),
    ];

    /// <summary>The records as the journal would give them from a sequence on.</summary>
    public static IEnumerable<(long Sequence, JournalRecord? Record)> From(this IReadOnlyList<JournalRecord> records, long sequence)
    {
        for (long s = sequence; s <= records.Count; s++) yield return (s, records[(int)s - 1]);
    }

    /// <summary>Opens, feeds everything from the position on, and closes.</summary>
    public static ProjectionStatus Build(string file, IReadOnlyList<JournalRecord> records, ProjectionOptions? options = null)
    {
        using TripProjection projection = TripProjection.Open(file, Store, options: options);
        return projection.CatchUp(records.From(projection.Position + 1));
    }
}
