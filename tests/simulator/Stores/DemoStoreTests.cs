using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Settings;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Stores;

public class DemoStoreTests
{
    [Fact]
    public void File_BesideTheProgram_IsWhatTheCodeMakes()
    {
        string path = Path.Combine(AppContext.BaseDirectory, DemoStore.FileName);

        string text = File.ReadAllText(path);

        Assert.Equal(StoreFileText.Write(DemoStore.Create()), text);
    }

    [Fact]
    public void File_ReadAsTheEdgeReadsIt_HasNoProblems()
    {
        SettingsResult<StoreFile> read = SettingsFile.Parse<StoreFile>(StoreFileText.Write(DemoStore.Create()), "demo.json");

        Assert.Empty(read.Problems);
        Assert.Equal(DemoStore.Create().ToLayout().Plates, read.Value!.ToLayout().Plates);
    }

    [Fact]
    public void Store_AsASmallShop_HasItsSizeAndItsTraps()
    {
        StoreLayout layout = DemoStore.Create().ToLayout();

        int twins = layout.FacingsOfShelf.Sum(shelf => shelf.Count(a => shelf.Any(b =>
            a != b && Math.Abs(layout.Products[a.ProductIndex].Weight.Grams - layout.Products[b.ProductIndex].Weight.Grams) <= 5)));

        Assert.Equal((3, 15, 150), (layout.GondolaCount, layout.Shelves.Count, layout.Plates.Count));
        Assert.True(layout.Products.Count >= 60);
        Assert.Equal(24, layout.Products.Min(p => p.Weight.Grams));
        Assert.InRange(layout.Products.Max(p => p.Weight.Grams), 1900, 2000);
        Assert.InRange((double)twins / layout.Facings.Count, 0.4, 0.7); // measured in a real store: 59 of 111
        Assert.All(layout.Facings, f => Assert.InRange(f.Plates.Count, 1, 3));
        Assert.Equal(layout.Plates.Count, layout.Facings.Sum(f => f.Plates.Count));
        Assert.All(layout.Plates, p => Assert.Equal(0, layout.Bounds.DistanceMm(p.Space.Centre)));
    }

    [Fact]
    public void Gtins_OfTheCatalogue_HaveTheirCheckDigitAndBelongToNobody()
    {
        foreach (Product product in DemoStore.Create().ToLayout().Products)
        {
            int sum = 0;
            for (int i = 0; i < 13; i++) sum += (product.Gtin[i] - '0') * (i % 2 == 0 ? 1 : 3);

            Assert.Equal(13, product.Gtin.Length);
            Assert.Equal(0, sum % 10);
            Assert.InRange(int.Parse(product.Gtin[..2], System.Globalization.CultureInfo.InvariantCulture), 20, 29);
        }
    }
}
