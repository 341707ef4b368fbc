using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Simulator.Tests.Import;

/// <summary>What becomes of planogram and catalogue.</summary>
public sealed class AutoCheckoutStoreTests : IDisposable
{
    private readonly AutoCheckoutFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plates_OfAFacing_ShareItsSpace()
    {
        ReadBack read = _folder.Import();

        Assert.Equal([1000, 2000, 300, 1100, 2400, 550], read.Plate(1, 1, 1).BoxMm);
        Assert.Equal([1100, 2000, 300, 1200, 2400, 550], read.Plate(1, 1, 2).BoxMm);
    }

    [Fact]
    public void Plates_OfNoFacing_LieBetweenTheirNeighboursOrGoOnFromTheLast()
    {
        ReadBack read = _folder.Import();

        Assert.Equal([1100, 2000, 700, 1200, 2400, 950], read.Plate(1, 2, 2).BoxMm);
        Assert.Equal([1200, 2000, 300, 1300, 2400, 550], read.Plate(1, 1, 3).BoxMm);
    }

    [Fact]
    public void Plates_OfAShelfOfNoFacing_LieOverTheNearestShelf()
    {
        _folder.Planogram.RemoveRange(1, 2);

        ReadBack read = _folder.Import();

        Assert.Equal([1000, 2000, 550, 1100, 2400, 800], read.Plate(1, 2, 1).BoxMm);
    }

    [Fact]
    public void Plates_OfATurnedGondola_GoAlongIt()
    {
        _folder.Planogram.Add(AutoCheckoutFolder.Facing(2, 1, [1, 2], "789", 4.0, -1.0, 0.4, turn: -Math.PI / 2));

        ReadBack read = _folder.Import();

        Assert.Equal([4000, -1100, 400, 4400, -1000, 650], read.Plate(2, 1, 1).BoxMm);
        Assert.Equal([4000, -1200, 400, 4400, -1100, 650], read.Plate(2, 1, 2).BoxMm);
        Assert.Empty(read.Shelf("shelf-2-1"));
    }

    [Fact]
    public void Plates_WithoutALoadCell_AreLeftOutUnlessPlanned()
    {
        // Plate 1 is planned, plate 4 is not, and both repeat one value; plate 5 never reads anything.
        _folder.Plates = [.. Enumerable.Range(0, 6).Select(i => AutoCheckoutFolder.Weights(
            200 * i, grams: (s, h, p) => p == 5 ? float.NaN : p is 1 or 4 ? 6067.416f : 500 + 0.01f * ((s + i) % 3)))];

        ReadBack read = _folder.Import();

        Assert.Equal([1, 2, 3], read.Store.Shelves[0].Plates.Select(p => p.Plate));
        Assert.Contains("2 channels outside of the planogram never change", _folder.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Store_Always_HasSynchronisedShelvesAndEyesAndNoGate()
    {
        ReadBack read = _folder.Import();

        Assert.Equal(("autocheckout", "USD", EntryPolicy.FirstSight), (read.Store.Store, read.Store.Currency, read.Store.Entry));
        Assert.All(read.Store.Shelves, s => Assert.Equal(ClockKind.Synchronised, s.Clock));
        Assert.Equal([new StoreFile.EyesEntry("eyes-1", ClockKind.Synchronised)], read.Store.Eyes);
        Assert.Empty(read.Store.Gates);
        Assert.Equal(3, read.Store.ToLayout().Facings.Count);
    }

    [Fact]
    public void Catalogue_WithDuplicates_KeepsTheFirstSaneWeight()
    {
        _folder.Products.InsertRange(0, [AutoCheckoutFolder.Product("0123", "Wrong", 0.17, 9), AutoCheckoutFolder.Product("0456", "First", 51, 4)]);

        ReadBack read = _folder.Import();

        StoreFile.ProductEntry water = read.Store.Products.Single(p => p.Gtin == "0123"), bar = read.Store.Products.Single(p => p.Gtin == "0456");
        Assert.Equal((500, 100, "Water"), (water.WeightGrams, water.PriceMinor, water.Name));
        Assert.Equal((51, 400, "First"), (bar.WeightGrams, bar.PriceMinor, bar.Name));
    }

    [Fact]
    public void Catalogue_WithOddProductsOnThePlanogram_SaysSo()
    {
        _folder.Products[0] = AutoCheckoutFolder.Product("0123", "Water", 1.6, 1);
        _folder.Products[1] = AutoCheckoutFolder.Product("0456", "Bar", null, 1);
        _folder.Products[2] = AutoCheckoutFolder.Product("789", "Tea", 100, null);
        _folder.Planogram.Add(AutoCheckoutFolder.Facing(1, 1, [4], "999", 1.3, 2.0, 0.3));

        ReadBack read = _folder.Import();

        Assert.Equal(["0123", "789"], read.Store.Facings.Select(f => f.Gtin));
        Assert.Contains("product 0123 (Water) weighs 1.6 g", _folder.Log, StringComparison.Ordinal);
        Assert.Contains("product 0456 has no weight", _folder.Log, StringComparison.Ordinal);
        Assert.Contains("product 999 is not in the catalogue", _folder.Log, StringComparison.Ordinal);
        Assert.Equal(0, read.Store.Products.Single(p => p.Gtin == "789").PriceMinor);
        Assert.Equal(4, read.Plate(1, 1, 4).Plate);
    }

    [Fact]
    public void Planogram_WithAnEmptyFacing_GivesPlatesOnly()
    {
        _folder.Planogram.Add(AutoCheckoutFolder.Facing(3, 1, [1], "", 9, 9, 0.3));

        ReadBack read = _folder.Import();

        Assert.Equal([9000, 9000, 300, 9100, 9400, 550], read.Plate(3, 1, 1).BoxMm);
        Assert.DoesNotContain(read.Store.Facings, f => f.Gondola == 3);
    }
}
