using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Weighing;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Fusion;

public sealed class ProductMatcherTests
{
    private readonly List<Thing> _lying = [];

    [Theory]
    [InlineData(SmallStore.LowShelf, 2, SmallStore.Cola, 1)]
    [InlineData(SmallStore.LowShelf, 1, SmallStore.Cola, 3)]
    [InlineData(SmallStore.LowShelf, 1, SmallStore.Cola, 6)]
    [InlineData(SmallStore.LowShelf, 3, SmallStore.Gum, 1)]
    [InlineData(SmallStore.LowShelf, 3, SmallStore.Gum, 4)]
    [InlineData(SmallStore.HighShelf, 7, SmallStore.Bar, 2)]
    [InlineData(SmallStore.HighShelf, 4, SmallStore.Chips, -2)]
    public void Weight_OfSomeUnitsAtHome_IsThatProductAndCount(string shelf, int plate, string gtin, int taken)
    {
        double grams = -taken * SmallStore.Product(gtin).Weight.Grams * 1.01; // a per cent off the catalogue

        Explanation best = Best(Changes.On(shelf, (plate, grams)));

        Assert.Equal(new ProductMove(Index(gtin), taken), best.First);
        Assert.Null(best.Second);
        Assert.False(best.Misplaced);
    }

    [Theory]
    [InlineData(5, SmallStore.Beans)]
    [InlineData(8, SmallStore.Soup)]
    public void Weight_ThatFitsTwoProducts_IsTheOneWhosePlateMoved(int plate, string gtin)
    {
        Explanation best = Best(Changes.On(SmallStore.LowShelf, (plate, -422)));

        Assert.Equal(new ProductMove(Index(gtin), 1), best.First);
    }

    [Fact]
    public void Weight_SpiltOnNeighbours_IsStillTheProductInTheMiddle()
    {
        Explanation best = Best(Changes.On(SmallStore.LowShelf, (4, -90), (5, -240), (6, -88)));

        Assert.Equal(new ProductMove(Index(SmallStore.Beans), 1), best.First);
    }

    /// <summary>One unit put down beside the place from where another was taken: the plates moved, their sum did not.</summary>
    [Fact]
    public void OneUnitDownAndAnotherTaken_OfOneProduct_IsBothOfThem()
    {
        Explanation best = Best(Changes.On(SmallStore.LowShelf, (1, 131), (2, -129)));

        Assert.Equal([(Index(SmallStore.Cola), 1), (Index(SmallStore.Cola), -1)], new[] { best.First, best.Second!.Value }.Select(m => (m.ProductIndex, m.Taken)));
    }

    [Fact]
    public void TwoProducts_LiftedTogether_AreBothFound()
    {
        Explanation best = Best(Changes.On(SmallStore.HighShelf, (2, -1_050), (4, -150)));

        Assert.Equal(
            [(Index(SmallStore.Juice), 1), (Index(SmallStore.Chips), 1)],
            new[] { best.First, best.Second!.Value }.Select(m => (m.ProductIndex, m.Taken)).OrderByDescending(m => m.ProductIndex == Index(SmallStore.Juice)));
    }

    [Fact]
    public void Exchange_OfOneForAnother_IsAPickAndAPutBack()
    {
        Explanation best = Best(Changes.On(SmallStore.HighShelf, (2, -1_050), (4, 150)));

        var moves = new[] { best.First, best.Second!.Value };
        Assert.Contains(new ProductMove(Index(SmallStore.Juice), 1), moves);
        Assert.Contains(new ProductMove(Index(SmallStore.Chips), -1), moves);
    }

    [Fact]
    public void PutBack_OnAForeignShelf_IsFoundWhenACartHoldsIt()
    {
        ShelfChange change = Changes.On(SmallStore.HighShelf, (8, 330));

        Explanation? without = Explain(change).FirstOrDefault(e => e.First.ProductIndex == Index(SmallStore.Cola));
        Explanation best = Explain(change, Carried(SmallStore.Cola))[0];

        Assert.Null(without);
        Assert.Equal(new ProductMove(Index(SmallStore.Cola), -1), best.First);
        Assert.True(best.Misplaced);
    }

    [Fact]
    public void Pick_OfAMisplacedProduct_IsFoundWhereItWasPut()
    {
        Lay(SmallStore.Cola, 8);

        Explanation best = Best(Changes.On(SmallStore.HighShelf, (8, -330)));

        Assert.Equal(new ProductMove(Index(SmallStore.Cola), 1), best.First);
        Assert.True(best.Misplaced);
    }

    [Fact]
    public void Thing_ThatNobodyKnows_ExplainsNoProduct()
    {
        int at = SmallStore.Plate(SmallStore.HighShelf, 8).Index;
        _lying.Add(new Thing(Item.Unknown(330_000), 1, at, at, 330_000, 1, null));

        List<Explanation> all = Explain(Changes.On(SmallStore.HighShelf, (8, -330)));

        Assert.DoesNotContain(all, e => e.Misplaced || e.First.ProductIndex < 0);
    }

    [Fact]
    public void Cart_ContentsAlone_ExplainNoPick()
    {
        List<Explanation> all = Explain(Changes.On(SmallStore.HighShelf, (8, -330)), Carried(SmallStore.Cola));

        Assert.DoesNotContain(all, e => e.First.ProductIndex == Index(SmallStore.Cola) && e.Second is null);
    }

    [Fact]
    public void Weight_OfNothingKnown_HasNoGoodExplanation()
    {
        List<Explanation> all = Explain(Changes.On(SmallStore.LowShelf, (8, -205)));

        Assert.DoesNotContain(all, e => e.LogLikelihood > -7);
    }

    [Fact]
    public void Explanations_OfOneChange_ComeInOneOrder()
    {
        ShelfChange change = Changes.On(SmallStore.LowShelf, (5, -422), (3, 20));

        var first = Explain(change).Select(e => (e.First, e.Second, e.LogLikelihood));
        var second = Explain(change).Select(e => (e.First, e.Second, e.LogLikelihood));

        Assert.Equal(first, second);
        Assert.Equal(first.OrderByDescending(e => e.LogLikelihood).Select(e => e.LogLikelihood), first.Select(e => e.LogLikelihood));
    }

    private static int Index(string gtin) => SmallStore.Layout.ProductIndex(gtin);

    private static Held Carried(string gtin) => new(Item.Of(Index(gtin)), 1);

    private void Lay(string gtin, int plate)
    {
        int at = SmallStore.Plate(SmallStore.HighShelf, plate).Index;
        _lying.Add(new Thing(Item.Of(Index(gtin)), SmallStore.Shelf(SmallStore.HighShelf).Index, at, at, 0, 1, null));
    }

    private List<Explanation> Explain(ShelfChange change, params Held[] inCarts) =>
        new ProductMatcher(SmallStore.Layout, new FusionOptions(), new WeightBook(SmallStore.Layout.Products.Count)).Explain(change, _lying, inCarts);

    private Explanation Best(ShelfChange change) => Explain(change)[0];
}
