using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>One puts down what another takes in the same moment: the plates end where they began, and no weight is left to see.</summary>
public sealed class ExchangeTests
{
    private const long Anna = 11, Ben = 12;
    private const string Shelf = SmallStore.LowShelf;

    /// <summary>Anna's hand was seen with the cola before and empty after, Ben's the other way: Ben has it now.</summary>
    [Fact]
    public void Exchange_ThatHandsWereSeenToMake_MovesTheUnitFromCartToCart()
    {
        Performance play = Performance.Of(Play(seen: true));

        Assert.Equal(SessionSettled.Empty, play.Settled.Single(s => s.Shopper == "anna").Outcome);
        SessionSettled ben = play.Settled.Single(s => s.Shopper == "ben");
        Assert.Equal((SessionSettled.Charged, SmallStore.Cola, 1), (ben.Outcome, ben.Lines.Single().Gtin, ben.Lines.Single().Quantity));
        WeightChanged exchange = Assert.Single(play.Records.OfType<WeightChanged>(), w => w.Kind == "exchange");
        Assert.Equal(0, exchange.DeltaMg);
        Interaction[] told = [.. play.Interactions.Where(i => i.Event == exchange.Event)];
        Assert.Equal([-1, 1], told.Select(i => i.Quantity).Order());
        Assert.All(told, i => Assert.Contains("no weight was left", i.Reason, StringComparison.Ordinal));
        Assert.Equal(1, play.Machine.Counters.Exchanges);
    }

    /// <summary>The same plates and hands, and nothing in them: somebody pressed, and the journal hears of nothing.</summary>
    [Fact]
    public void Plates_ThatMovedUnderEmptyHands_TellNothing()
    {
        Performance play = Performance.Of(Play(seen: false));

        SessionSettled anna = play.Settled.Single(s => s.Shopper == "anna");
        Assert.Equal((SessionSettled.Charged, 1), (anna.Outcome, anna.Lines.Single().Quantity));
        Assert.Equal(SessionSettled.Empty, play.Settled.Single(s => s.Shopper == "ben").Outcome);
        Assert.DoesNotContain(play.Records, r => r is WeightChanged { Kind: "exchange" });
    }

    /// <summary>What a member of staff puts down comes from a box: no cart must hold it.</summary>
    [Fact]
    public void Exchange_WithStaffWhoRestocks_IsAPick()
    {
        Script script = new Script(5).EnterStaff("sam", 1, Anna).Enter("ben", 4, Ben);
        Dip(script);

        Performance play = Performance.Of(WithLooks(script, looksOfAnna: true, before: 8.5));

        Assert.Equal((SmallStore.Cola, 1), play.Settled.Where(s => s.Shopper == "ben").SelectMany(s => s.Lines).Select(l => (l.Gtin, l.Quantity)).Single());
    }

    private static IEnumerable<Fact> Play(bool seen)
    {
        Script script = new Script(5).Enter("anna", 1, Anna).Enter("ben", 4, Ben).Take(Anna, 7, Shelf, 2, SmallStore.Cola);
        Dip(script);
        return seen ? WithLooks(script, looksOfAnna: true, before: 8.5) : WithLooks(script, looksOfAnna: false, before: 8.5);
    }

    /// <summary>At 12 s Ben lifts a cola, and 150 ms later Anna puts hers beside it.</summary>
    private static void Dip(Script script) => script.Reach(Ben, 12, Shelf, 2).Reach(Anna, 12.15, Shelf, 2)
        .Step(12, Shelf, 2, -330).Step(12.15, Shelf, 2, 330);

    /// <summary>Ten looks a second into both right hands: full and empty as in an exchange, or empty all the while.</summary>
    private static IEnumerable<Fact> WithLooks(Script script, bool looksOfAnna, double before)
    {
        var looks = new List<Fact>();
        for (int i = 0; i < 50; i++)
        {
            double at = before + i * 0.1;
            looks.Add(new HandsFact(
                Script.Time(at + 0.1).Us, SmallStore.HandsDevice, new DeviceMark(1, (uint)i, Script.Time(at).Us),
                [.. Both(Anna, looksOfAnna && at < 12.1), .. Both(Ben, looksOfAnna && at > 12.1)]));
        }
        return script.Leave(Anna, 18).Leave(Ben, 19.5).Facts(32).Concat(looks).OrderBy(f => f.AtUs);
    }

    private static HandLook[] Both(long track, bool full) => [Look(track, true, full), Look(track, false, full)];

    private static HandLook Look(long track, bool right, bool full) => new(
        track, right, full ? (ushort)500 : (ushort)64_000, full ? [new LookEntry(SmallStore.Layout.ProductIndex(SmallStore.Cola), 64_000)] : []);
}
