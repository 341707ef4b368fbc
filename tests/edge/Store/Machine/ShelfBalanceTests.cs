using O4O.Edge.Store;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>What a plate has lost is what was told of it.</summary>
public sealed class ShelfBalanceTests
{
    private const long Anna = 11;
    private const string Shelf = SmallStore.LowShelf;

    [Fact]
    public void Plates_WhoseChangesWereTold_AreBalanced()
    {
        Script script = new Script(3).Enter("anna", 1, Anna).Take(Anna, 6, Shelf, 2, SmallStore.Cola).PutBack(Anna, 14, Shelf, 2, SmallStore.Cola)
            .Take(Anna, 22, Shelf, 5, SmallStore.Beans);

        Performance play = Performance.Of(script.Leave(Anna, 36).Facts(50));

        Assert.DoesNotContain(play.Records, r => r is SourceChanged { State: "unbalanced" });
        Assert.Equal(SessionSettled.Charged, play.OnlySettled.Outcome);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0.5, true)]
    [InlineData(0, true)]
    public void Weight_ThatWasNotAllTold_IsNoticedAndWhoTookThereIsLookedAt(double share, bool missing)
    {
        PlateBench bench = new PlateBench(seed: 4, plates: SmallStore.PlatesAShelf).Step(1, 20, -330);
        var state = new StoreState(SmallStore.Layout);
        state.Apply(new SessionOpened(0, "visit", "anna", 1, 1, SmallStore.GateDevice));
        var records = new List<JournalRecord>();
        var balance = new ShelfBalance(SmallStore.Layout, [bench.Scale], state, _ => false, records.Add);

        for (int second = 1; second <= 60; second++)
        {
            bench.RunTo(second);
            if (second == 21)
            {
                balance.Told(new WeightChanged(
                    bench.Scale.LastSample.Us, 1, 1, 1, 0, 0, (long)(-330_000 * share), "pick", false, false, [new PlateDelta(2, (long)(-330_000 * share), 0)], []));
                balance.Told(new Interaction(0, 1, "visit", SmallStore.Cola, 1, 0.99, "", [new HandClaim("visit", Anna, 10, 0.99)]));
            }
            balance.Tick(bench.Scale.LastSample);
        }

        Assert.Equal(missing ? 1 : 0, records.OfType<SourceChanged>().Count(r => r.State == "unbalanced" && r.Detail.Contains("plate 2", StringComparison.Ordinal)));
        Assert.Equal(missing ? 1 : 0, records.OfType<DoubtRaised>().Count(d => d.Session == "visit"));
        Assert.Equal(missing ? 2 : 0, records.Count);
    }
}
