using System.Text;
using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Drivers.Sqlite;
using O4O.Edge.Store.Journal;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Sqlite;

/// <summary>What is kept of one visit: enough to tell its story as the journal would.</summary>
[Trait("Needs", "database")]
public sealed class VisitTests : IDisposable
{
    private readonly TemporaryDatabase _place = new();

    /// <summary>Ana takes two, on second thought one of them was Ben's; she gives him hers, on second thought she does not.</summary>
    private static readonly JournalRecord[] Revised =
    [
        /*  1 */ new SessionOpened(100, "s-a", "ana", 1, 1),
        /*  2 */ new SessionOpened(110, "s-b", "ben", 1, 2),
        /*  3 */ new WeightChanged(200, 1, 1, 2, 180, 190, -200_000, "pick", false, false, [new PlateDelta(1, -200_000, 0)], [new Candidate("001", 2, 0.9)]),
        /*  4 */ new Interaction(200, 1, "s-a", "001", 2, 0.7, "took 2", [new HandClaim("s-a", 1, 30, 0.7), new HandClaim("s-b", 2, 50, 0.3)]),
        /*  5 */ new HandedOver(300, 1, 290, "s-a", "s-b", "001", 1, 0.6),
        /*  6 */ new Interaction(400, 1, "s-a", "001", 1, 0.5, "took 1", [new HandClaim("s-a", 1, 30, 0.7)], Interaction.Added),
        /*  7 */ new Interaction(400, 1, "s-b", "001", 1, 0.5, "took 1", [new HandClaim("s-b", 2, 50, 0.3)], Interaction.Added),
        /*  8 */ new HandedOver(400, 1, 290, "s-a", "s-b", "001", -1, 0.5),
        /*  9 */ new Interaction(400, 1, "s-a", "001", -2, 0.5, "not so", [new HandClaim("s-a", 1, 30, 0.7)], Interaction.Withdrawn),
        /* 10 */ new WeightChanged(450, 2, 1, 1, 440, 445, -99_000, "pick", false, false, [], []),
        /* 11 */ new Interaction(450, 2, "s-b", "002", 1, 0.9, "took 1", [new HandClaim("s-b", 2, 20, 0.99)]),
        /* 12 */ new DoubtRaised(460, "s-a", 1, "hm"),
        /* 13 */ new SessionLeft(500, "s-a", 490, "exit"),
        /* 14 */ new SessionSettled(510, "s-a", "ana", "review", null, 600, [new SettledLine("001", "Tea", 1, 600, 0.8)], ["hm", "not sure"], 0.4375),
    ];

    [Fact]
    public void Visit_ThoughtOver_HasEveryTellingInTheOrderOfTheJournal()
    {
        Tale.Build(_place.File, Revised);
        using TripProjection projection = TripProjection.Open(_place.File, Tale.Store);

        Visit? ana = projection.Visit("s-a"), ben = projection.Visit("s-b");

        Assert.NotNull(ana);
        Assert.Equal(Texts(Revised[3..9]), Texts(ana.Tellings));
        Assert.Equal(Texts([Revised[2]]), Texts(ana.Changes));
        Assert.Equal(("ana", 100L, 490L, "exit"), (ana.Shopper, ana.OpenedUs, ana.LastSeenUs, ana.Left));
        Assert.Equal(["hm"], ana.Doubts);
        Assert.Equal((0.4375, 2), (ana.Settled?.Confidence, ana.Settled?.Reasons.Count));
        Assert.NotNull(ben);
        Assert.Equal(Texts([.. Revised[3..9], Revised[10]]), Texts(ben.Tellings));
        Assert.Null(ben.Settled);
        Assert.Null(projection.Visit("s-c"));
    }

    [Fact]
    public void Events_ThoughtOver_SayWhichTellingsWereRevised()
    {
        Tale.Build(_place.File, Revised);
        using TripProjection projection = TripProjection.Open(_place.File, Tale.Store);

        IReadOnlyList<ShelfInteraction> told = projection.Events(0, 1)[0].Interactions;

        Assert.Equal([null, "added", "added", "withdrawn"], told.Select(i => i.Revision));
    }

    [Fact]
    public void Visit_OfAnyJournal_HasItsTellingsAndThoseOfTheEventsItWasNear()
    {
        Prop.ForAll(Gen.OneOf(Stories.Plausible, Stories.Implausible).ToArbitrary(), records =>
        {
            using var place = new TemporaryDatabase();
            Tale.Build(place.File, records);
            using TripProjection projection = TripProjection.Open(place.File, Tale.Store);
            foreach (string session in records.OfType<SessionOpened>().Select(o => o.Session).Distinct())
                Assert.Equal(Texts(Model(records, session)), Texts(projection.Visit(session)!.Tellings));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    public void Dispose() => _place.Dispose();

    private static List<JournalRecord> Model(JournalRecord[] records, string session)
    {
        SessionOpened opened = records.OfType<SessionOpened>().First(o => o.Session == session);
        int began = Array.IndexOf(records, opened);
        long endUs = records.Skip(began).OfType<SessionSettled>().FirstOrDefault(s => s.Session == session)?.AtUs ?? long.MaxValue;
        bool Near(Interaction i) => i.AtUs >= opened.AtUs && i.AtUs <= endUs && i.Hands.Any(h => h.Session == session);
        long[] events = [.. records.OfType<Interaction>().Where(i => i.Session == session || Near(i)).Select(i => i.Event)];
        var here = new HashSet<string>();
        var told = new List<JournalRecord>();
        foreach (JournalRecord record in records)
        {
            if (record is SessionOpened o) here.Add(o.Session);
            bool its = record switch
            {
                Interaction i => events.Contains(i.Event),
                HandedOver h => (h.From == session || h.To == session) && here.Contains(h.From) && here.Contains(h.To),
                _ => false,
            };
            if (its) told.Add(record);
        }
        return told;
    }

    private static string[] Texts(IEnumerable<JournalRecord> records) => [.. records.Select(r => Encoding.UTF8.GetString(JournalCodec.ToBytes(r)))];
}
