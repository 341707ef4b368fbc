using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Tests.Drivers.Sqlite;

/// <summary>Random journals. Few names, so that records meet, repeat and contradict each other.</summary>
internal static class Stories
{
    private static readonly string?[] Sessions = ["s1", "s2", "s3", "s4", "é\u0000\ud83d\ude00"];

    /// <summary>Records in any order: visits settled before they open, answers to charges never made, everything twice.</summary>
    public static Gen<JournalRecord[]> Implausible => Anything.ArrayOf().Select(Stamped);

    /// <summary>Visits as they go, interleaved.</summary>
    public static Gen<JournalRecord[]> Plausible =>
        from count in Gen.Choose(1, 8)
        from visits in Visit.ArrayOf(count)
        from turns in Gen.Choose(0, count - 1).ArrayOf(count * 40)
        from gifts in Gift.ArrayOf()
        select Stamped(WithGifts(Interleave([.. visits.Select(Named)], turns), gifts));

    private static Gen<JournalRecord> Anything => Gen.OneOf(
        from s in Session from p in Gen.Choose(1, 8) select (JournalRecord)new SessionOpened(0, s, "p-" + s, p, p),
        from s in Session from t in Gen.Choose(1, 3) select (JournalRecord)new TrackBound(0, s, t),
        Weight,
        from s in Gen.OneOf(Session.Select(x => (string?)x), Gen.Constant<string?>(null)) from i in Move(s) select i,
        from a in Session from b in Session from h in Handed(a, b) select h,
        from s in Session from e in Gen.Choose(0, 6) select (JournalRecord)new DoubtRaised(0, s, e, $"doubt {e}"),
        from s in Session from how in Gen.Elements("exit", "lost") select (JournalRecord)new SessionLeft(0, s, 5, how),
        from s in Session from settled in Settled(s) select settled,
        from s in Session from booked in Gen.Elements(true, false) select (JournalRecord)new ChargeAnswered(0, "c-" + s, booked, "ref"),
        from admit in Gen.Elements(true, false) from s in Session select (JournalRecord)new GateDecided(0, "g", 1, 1, admit, "r", admit ? s : null, null, null, 0, 1),
        from state in Gen.Elements("silent", "ok") select (JournalRecord)new SourceChanged(0, "d", state, "detail"),
        Gen.Elements<JournalRecord>(new EdgeStarted(0, Tale.Store), new EdgeStarted(0, "else"), new PlateLevels(0, [])));

    private static Gen<string> Session => Gen.Elements(Sessions).Select(s => s!);

    private static Gen<JournalRecord> Weight =>
        from number in Gen.Choose(1, 6)
        from mg in Gen.Choose(-500_000, 500_000)
        from odds in Gen.Choose(0, 1_000_000)
        select (JournalRecord)new WeightChanged(
            0, number, 1, 2, 3, 4, mg, mg < 0 ? "pick" : "return", mg % 2 == 0, mg % 3 == 0,
            [new PlateDelta(1, mg, mg)], [new Candidate("\"quoted\"", 1, odds / 999_983.0)]);

    private static Gen<JournalRecord> Move(string? session) =>
        from number in Gen.Choose(1, 6)
        from quantity in Gen.Choose(-2, 2)
        from sure in Gen.Choose(0, 1_000_000)
        from revision in Gen.Elements<string?>(null, Interaction.Withdrawn, Interaction.Added)
        from near in Gen.Elements(Sessions)
        select (JournalRecord)new Interaction(
            0, number, session, quantity == 0 ? null : "g1", quantity, sure / 999_983.0, "why",
            [new HandClaim(session, 1, 2, 0.5), new HandClaim(near, 2, 40, 0.25)], revision);

    private static Gen<JournalRecord> Handed(string giver, string getter) =>
        from meeting in Gen.Choose(1, 6)
        from quantity in Gen.Elements(-2, -1, 1, 2)
        from sure in Gen.Choose(0, 1_000_000)
        select (JournalRecord)new HandedOver(0, meeting, meeting, giver, getter, "g1", quantity, sure / 999_983.0);

    /// <summary>A handover between two of those who have come in by then: which two, and after which record.</summary>
    private static Gen<(int From, int To, int After, JournalRecord Record)> Gift =>
        from one in Gen.Choose(0, 7)
        from other in Gen.Choose(0, 7)
        from after in Gen.Choose(0, 300)
        from record in Handed("?", "?")
        select (one, other, after, record);

    private static Gen<JournalRecord> Settled(string session) =>
        from outcome in Gen.Elements("charged", "empty", "review")
        from quantities in Gen.Choose(1, 3).ListOf()
        from sure in Gen.Choose(-1, 1_000_000)
        let lines = outcome == "empty" ? [] : quantities.Select((q, i) => new SettledLine($"g{i}", $"N'{i}", q, 100 + i, 1.0 / q)).ToArray()
        select (JournalRecord)new SessionSettled(
            0, session, "p-" + session, outcome, outcome == "charged" ? "c-" + session : null,
            lines.Sum(l => l.Quantity * l.UnitPriceMinor), lines, outcome == "review" ? ["why", "and why"] : [],
            sure < 0 ? null : sure / 1_000_003.0);

    private static Gen<JournalRecord[]> Visit =>
        from party in Gen.Choose(1, 8)
        from middle in Gen.OneOf(Weight, Move("?"), Gen.Constant<JournalRecord>(new DoubtRaised(0, "?", 0, "hm"))).ListOf()
        from end in Settled("?")
        from answered in Gen.Choose(0, 2)
        select (JournalRecord[])
        [
            new SessionOpened(0, "?", "p-?", party, 1), new TrackBound(0, "?", 7), .. middle.Take(20), new SessionLeft(0, "?", 9, "exit"), end,
            .. answered == 0 || end is not SessionSettled { ChargeId: not null } ? Array.Empty<JournalRecord>() : [new ChargeAnswered(0, "c-?", answered == 1, "ref")],
        ];

    /// <summary>Gives a visit's records the visit's own name.</summary>
    private static JournalRecord[] Named(JournalRecord[] visit, int number) => [.. visit.Select(r => (JournalRecord)(r switch
    {
        SessionOpened o => o with { Session = $"v{number}", Shopper = $"p-v{number}", Ordinal = number + 1 },
        TrackBound b => b with { Session = $"v{number}" },
        Interaction i => i with { Session = $"v{number}" },
        DoubtRaised d => d with { Session = $"v{number}" },
        SessionLeft l => l with { Session = $"v{number}" },
        SessionSettled s => s with { Session = $"v{number}", Shopper = $"p-v{number}", ChargeId = s.ChargeId is null ? null : $"c-v{number}" },
        ChargeAnswered a => a with { ChargeId = $"c-v{number}" },
        _ => r,
    }))];

    private static JournalRecord[] Interleave(JournalRecord[][] visits, int[] turns)
    {
        var next = new int[visits.Length];
        var all = new List<JournalRecord>();
        foreach (int turn in turns)
            if (next[turn] < visits[turn].Length) all.Add(visits[turn][next[turn]++]);
        for (int v = 0; v < visits.Length; v++) all.AddRange(visits[v][next[v]..]);
        return [.. all];
    }

    private static JournalRecord[] WithGifts(JournalRecord[] records, (int From, int To, int After, JournalRecord Record)[] gifts)
    {
        var all = new List<JournalRecord>(records);
        foreach ((int from, int to, int after, JournalRecord record) in gifts)
        {
            int at = Math.Min(after, all.Count);
            string[] here = [.. all.Take(at).OfType<SessionOpened>().Select(o => o.Session)];
            if (here.Length > 0 && record is HandedOver h) all.Insert(at, h with { From = here[from % here.Length], To = here[to % here.Length] });
        }
        return [.. all];
    }

    private static JournalRecord[] Stamped(JournalRecord[] records) => [.. records.Select((r, i) => r with { AtUs = 1_000 + i })];
}
