using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Properties;

/// <summary>What holds on every day; a day is its seed, and a failure prints it.</summary>
public sealed class MachineProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(60);
    private static Arbitrary<RandomDay> Days => Gen.Choose(1, int.MaxValue / 2).Select(seed => new RandomDay(seed)).ToArbitrary();

    [Fact]
    public void Carts_OnAnyDay_AreNeverNegativeAndAddUpToTheirLines()
    {
        Prop.ForAll(Days, day =>
        {
            var play = new Performance(SmallStore.Machine());
            foreach (Fact fact in day.Facts)
            {
                play.Feed(fact);
                foreach (var session in play.Machine.State.Open) Assert.All(session.Cart.Lines, l => Assert.True(l.Quantity > 0));
            }

            foreach (SessionSettled s in play.Settled)
            {
                Assert.Equal(s.Lines.Sum(l => l.Quantity * l.UnitPriceMinor), s.TotalMinor);
                var moved = play.Interactions.Where(i => i.Session == s.Session && i.Gtin is not null).GroupBy(i => i.Gtin!)
                    .Select(g => (Gtin: g.Key, Quantity: g.Sum(i => i.Quantity))).Where(g => g.Quantity != 0);
                Assert.Equal(moved.Order(), s.Lines.Select(l => (l.Gtin, l.Quantity)).Order());
                Assert.Equal(s.Outcome == SessionSettled.Charged, s.ChargeId is not null);
                Assert.True(s.Outcome != SessionSettled.Charged || (s.Reasons.Count == 0 && s.TotalMinor > 0));
            }
        }).Check(Thorough);
    }

    [Fact]
    public void Facts_EachTwice_GiveTheRecordsOfOnce()
    {
        Prop.ForAll(Days, day =>
        {
            string once = Performance.Of(day.Facts).Bytes(), twice = Performance.Of(day.Facts.SelectMany(f => new[] { f, f })).Bytes();

            return once == twice;
        }).Check(Thorough);
    }

    [Fact]
    public void Facts_Again_GiveTheSameRecordBytes()
    {
        Prop.ForAll(Days, day => Performance.Of(day.Facts).Bytes() == Performance.Of(day.Facts).Bytes()).Check(Thorough);
    }

    [Fact]
    public void Records_Folded_GiveTheLiveState()
    {
        var cut = from seed in Gen.Choose(1, int.MaxValue / 2) from share in Gen.Choose(0, 1_000) select (Day: new RandomDay(seed), Share: share);

        Prop.ForAll(cut.ToArbitrary(), at =>
        {
            Performance live = Performance.Of(at.Day.Facts.Take(at.Day.Facts.Count * at.Share / 1_000));
            var folded = new StoreState(SmallStore.Layout);
            // Through the bytes of the journal, as after a crash.
            foreach (JournalRecord record in live.Records) folded.Apply(JournalCodec.Read(JournalCodec.ToBytes(record), out _)!);

            Assert.Equal(StateText.Of(live.Machine.State, live.Records), StateText.Of(folded, live.Records));
        }).Check(Thorough);
    }

    [Fact]
    public void Charges_OnADayWithoutFaults_AreExactAndNearlyAllTripsAreCharged()
    {
        int trips = 0, reviewed = 0;

        Prop.ForAll(Days, day =>
        {
            foreach (SessionSettled s in Performance.Of(day.Facts).Settled)
            {
                trips++;
                if (s.Outcome == SessionSettled.Review) reviewed++;
                else Assert.Equal(day.Truth(s.Shopper), Receipt(s));
            }
        }).Check(Thorough);

        Assert.True(trips >= 60 && reviewed <= trips * 0.05, $"{reviewed} of {trips} trips went to review");
    }

    /// <summary>Sources that tell different things in the same tick: whoever is taken first, the receipts are the same.</summary>
    [Fact]
    public void Sources_InterleavedOtherwiseWithinATick_GiveTheSameReceipts()
    {
        const long TickUs = 50_000;
        var orders = from seed in Gen.Choose(1, int.MaxValue / 2) from order in Gen.Choose(0, 5) select (Day: new RandomDay(seed), Order: order);
        int[][] ranks = [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1], [0, 3, 1, 2], [3, 0, 2, 1]];

        Prop.ForAll(orders.ToArbitrary(), one =>
        {
            var arrived = one.Day.Facts.Select(f => f with { AtUs = (f.AtUs + TickUs - 1) / TickUs * TickUs }).ToList();
            string Receipts(int[] rank) => string.Join(
                '\n', Performance.Of(arrived.OrderBy(f => f.AtUs).ThenBy(f => rank[SourceOf(f)])).Settled.Select(s => $"{s.Shopper} {s.Outcome} {Receipt(s)}").Order());

            Assert.Equal(Receipts(ranks[0]), Receipts(ranks[one.Order]));
        }).Check(Thorough);
    }

    private static int SourceOf(Fact fact) => fact switch
    {
        WeightsFact { Device: SmallStore.LowShelf } => 0,
        WeightsFact => 1,
        PeopleFact => 2,
        _ => 3,
    };

    private static string Receipt(SessionSettled s) =>
        string.Join(' ', s.Lines.OrderBy(l => l.Gtin, StringComparer.Ordinal).Select(l => $"{l.Quantity}x{l.Gtin}"));
}
