using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;
using O4O.Simulator.People;
using O4O.Simulator.Rendering.Goods;
using O4O.Simulator.Rendering.Stores;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Rendering;

public class RandomStoreTests
{
    [Fact]
    public void Stores_OfManySeeds_CanBeBuiltAndWalkedIn()
    {
        var sizes = new HashSet<(double, double)>();
        for (ulong seed = 1; seed <= 60; seed++)
        {
            StoreFile store = RandomStore.Create(seed);

            Assert.Empty(store.Problems());
            StoreLayout layout = store.ToLayout();
            var plan = new FloorPlan(layout);
            sizes.Add((layout.Bounds.Max.X, layout.Bounds.Max.Y));
            Assert.True(layout.Facings.Count >= 5, $"seed {seed} sells next to nothing");
            var way = new List<Spot>();
            Spot scanner = new(layout.Gates[0].Scanner.X, layout.Gates[0].Scanner.Y);
            foreach (Shelf shelf in layout.Shelves)
            {
                Spot stand = plan.StandFor(shelf.Index, plan.PointOn(shelf.FirstPlate, 0.5, 100, 100), 0);
                Assert.True(plan.IsFree(stand), $"seed {seed}: nobody can stand before shelf {shelf.Device}");
                plan.Way(scanner, stand, way);
                Assert.Equal(stand, way[^1]);
            }
        }
        Assert.Equal(60, sizes.Count);
    }

    [Fact]
    public void Store_OfASeed_IsTheSameAgain() =>
        Assert.Equal(StoreFileText.Write(RandomStore.Create(17)), StoreFileText.Write(RandomStore.Create(17)));

    [Fact]
    public void Store_OfOtherProducts_SellsThoseAlone()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Assert.All(RandomStore.Create(seed, 3_000, 1_500).Products, p => Assert.InRange(Number(p), 3_000, 4_499));
            Assert.All(RandomStore.Create(seed).Products, p => Assert.InRange(Number(p), 0, RandomCatalogue.Count - 1));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomStore.Create(1, RandomCatalogue.Total - 300, 600));

        static int Number(StoreFile.ProductEntry product) => int.Parse(product.Gtin.AsSpan(2, 10), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A number is one product, wherever it is sold.</summary>
    [Fact]
    public void Products_OfManyStores_AreOneRangeOfProducts()
    {
        var names = new Dictionary<string, StoreFile.ProductEntry>();
        int again = 0;
        for (ulong seed = 1; seed <= 60; seed++)
        {
            foreach (StoreFile.ProductEntry product in RandomStore.Create(seed).Products)
            {
                if (names.TryGetValue(product.Gtin, out StoreFile.ProductEntry? before))
                {
                    Assert.Equal(before, product);
                    again++;
                }
                names[product.Gtin] = product;
            }
        }
        Assert.True(again > 100 && names.Count > 500, $"{names.Count} products, {again} met again");
    }

    [Fact]
    public void Looks_OfTwoOfABrand_AreNearlyAlikeAndOfOneTheSame()
    {
        Look mild = Pinboard.Pack("2200000000017", "Karo0 mild can", 330), again = Pinboard.Pack("2200000000017", "Karo0 mild can", 330), hot = Pinboard.Pack("2200000000024", "Karo0 hot can", 330);
        Look other = Pinboard.Pack("2200000000031", "Zulin7 hot can", 330);

        Assert.Equal(0, Apart(mild, again));
        Assert.True(Apart(mild, hot) > 0.001);
        Assert.True(Apart(mild, hot) < Apart(mild, other));
        Assert.Equal(mild.Size, again.Size);
    }

    [Theory]
    [InlineData("Spring water 1.5 L", 1_530, GoodsShape.Bottle, 230, 305)]
    [InlineData("Lager can 500 ml", 517, GoodsShape.Can, 120, 190)]
    [InlineData("Potato chips salted", 78, GoodsShape.Bag, 150, 260)]
    [InlineData("Chocolate bar nut", 48, GoodsShape.Bar, 20, 60)]
    public void Packs_OfKnownNames_HaveTheirShapeAndSize(string name, double grams, GoodsShape shape, double least, double most)
    {
        Look look = Pinboard.Pack("2100000000012", name, grams);

        Assert.Equal(shape, look.Shape);
        Assert.InRange(look.Size.Z, least, most);
    }

    private static double Apart(Look one, Look other)
    {
        double sum = 0;
        for (float v = 0.05f; v < 1; v += 0.05f)
            for (float u = 0; u < 1; u += 0.05f) sum += (one.Wrap.At(u, v, 1) - other.Wrap.At(u, v, 1)).LengthSquared;
        return sum / 400;
    }
}
