using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Host.Replay;
using O4O.Edge.Store.Journal;
using Xunit;

namespace O4O.Edge.Tests.Host;

/// <summary>What still stands of all that was told.</summary>
public sealed class TellingTests
{
    [Fact]
    public void Telling_TakenBack_StandsNoMoreAndNorDoesItsWithdrawal()
    {
        JournalRecord[] records =
        [
            Took(1, "ana", 2), Took(2, "ana", 2), Took(1, "ben", 1, Interaction.Added), Took(1, "ana", -2, Interaction.Withdrawn),
        ];

        List<Telling> tellings = Telling.Of(records);

        Assert.Equal([false, true, true, false], tellings.Select(t => t.Stands));
        Assert.Equal([null, null, Interaction.Added, Interaction.Withdrawn], tellings.Select(t => t.Revision));
    }

    [Fact]
    public void Telling_OfTheUnknownAgain_StandsInPlaceOfTheFirst()
    {
        // Neither has a product nor a quantity: only their order tells them apart.
        JournalRecord[] records = [Took(1, "ana", 0), Took(1, "ana", 0, Interaction.Added), Took(1, "ana", 0, Interaction.Withdrawn)];

        Assert.Equal([false, true, false], Telling.Of(records).Select(t => t.Stands));
    }

    [Fact]
    public void Handover_TakenBackAndToldAnew_IsRevised()
    {
        JournalRecord[] records =
        [
            Gave(10, 1, "ana", "ben", "cola", 1), Gave(10, 1, "ben", "ana", "gum", 1), // an exchange, told at once
            Gave(20, 1, "ana", "ben", "bar", 1), Gave(20, 1, "ana", "ben", "cola", -1),
        ];

        List<Telling> tellings = Telling.Of(records);

        Assert.Equal([null, null, Interaction.Added, Interaction.Withdrawn], tellings.Select(t => t.Revision));
        Assert.Equal([false, true, true, false], tellings.Select(t => t.Stands));
    }

    [Fact]
    public void Withdrawal_OfWhatWasNeverTold_TakesNothingElseBack()
    {
        List<Telling> tellings = Telling.Of([Took(1, "ana", 1), Took(1, "ben", -1, Interaction.Withdrawn), Took(2, "ana", -1, Interaction.Withdrawn)]);

        Assert.Equal([true, false, false], tellings.Select(t => t.Stands));
    }

    [Fact]
    public void Tellings_ThoughtOverAtRandom_StandAsTheyWereToldLast()
    {
        var move = from session in Gen.Elements("ana", "ben") from gtin in Gen.Elements("cola", "gum") from units in Gen.Elements(-1, 1, 2) select (Session: session, Gtin: gtin, Units: units);
        var told = from number in Gen.Choose(1, 3) from moves in move.ArrayOf() select (Event: (long)number, Moves: moves.Distinct().Take(2).ToArray());

        Prop.ForAll(told.ArrayOf().ToArbitrary(), changes =>
        {
            var now = new Dictionary<long, (string Session, string Gtin, int Units)[]>();
            var records = new List<JournalRecord>();
            foreach ((long number, var moves) in changes)
            {
                bool again = now.TryGetValue(number, out var before);
                records.AddRange(moves.Except(before ?? []).Select(m => new Interaction(1, number, m.Session, m.Gtin, m.Units, 1, "", [], again ? Interaction.Added : null)));
                records.AddRange((before ?? []).Except(moves).Select(m => new Interaction(1, number, m.Session, m.Gtin, -m.Units, 1, "", [], Interaction.Withdrawn)));
                now[number] = moves;
            }

            var stands = Telling.Of(records).Where(t => t.Stands).Select(t => (Interaction)t.Record).Select(i => (i.Event, i.Session, i.Gtin, i.Quantity));

            Assert.Equal(
                now.SelectMany(e => e.Value.Select(m => (e.Key, (string?)m.Session, (string?)m.Gtin, m.Units))).Order(),
                stands.Order());
        }).QuickCheckThrowOnFailure();
    }

    private static Interaction Took(long number, string session, int units, string? revision = null) =>
        new(number, number, session, units == 0 ? null : "cola", units, 0.9, "", [], revision);

    private static HandedOver Gave(long atUs, long meeting, string from, string to, string gtin, int units) =>
        new(atUs, meeting, 5, from, to, gtin, units, 0.5);
}
