using O4O.Edge.Store.Facts;
using O4O.Simulator.Cameras;
using Xunit;

namespace O4O.Simulator.Tests.Cameras;

public class WardrobeTests
{
    private const int People = 40, Looks = 100;

    /// <summary>Spreads of rendered pictures (edge/Store/FloorTracking/README.md): within one person 14 to 22 and 2.5 to 6.5, between people 37 and 11.</summary>
    [Fact]
    public void Clothes_OfEverybody_SpreadAsOnRenderedPictures()
    {
        List<double> within = [], withinChroma = [];
        List<ClothesColour> means = [];
        for (int p = 0; p < People; p++)
        {
            ClothesColour[] looks = [.. Enumerable.Range(0, 5).SelectMany(camera => Of(new Wardrobe(7, camera), p + 1))];
            var mean = new ClothesColour((byte)looks.Average(l => l.Y), (byte)looks.Average(l => l.U), (byte)looks.Average(l => l.V));
            means.Add(mean);
            within.AddRange(looks.Select(l => Math.Pow(l.Y - mean.Y, 2)));
            withinChroma.AddRange(looks.SelectMany(l => new[] { Math.Pow(l.U - mean.U, 2), Math.Pow(l.V - mean.V, 2) }));
        }

        Assert.InRange(Math.Sqrt(within.Average()), 12, 24);
        Assert.InRange(Math.Sqrt(withinChroma.Average()), 2.5, 6.5);
        Assert.InRange(Spread(means.Select(m => (double)m.Y)), 25, 50);
        Assert.InRange(Spread(means.Select(m => (double)m.U)), 6, 18);
    }

    [Fact]
    public void Clothes_OfStaff_AreAlike()
    {
        var wardrobe = new Wardrobe(3, 0);

        double one = Of(wardrobe, 1, isStaff: true).Average(l => l.V), other = Of(wardrobe, 2, isStaff: true).Average(l => l.V);

        Assert.InRange(one - other, -6, 6);
    }

    [Fact]
    public void Clothes_SeenAgainLater_AreTheSame()
    {
        var wardrobe = new Wardrobe(5, 0);
        double before = Of(wardrobe, 9).Average(l => l.U);

        wardrobe.Forget(9);

        Assert.InRange(Of(wardrobe, 9).Average(l => l.U) - before, -4, 4);
    }

    private static ClothesColour[] Of(Wardrobe wardrobe, long track, bool isStaff = false) =>
        [.. Enumerable.Range(0, Looks).Select(_ => wardrobe.Look(track, isStaff, 1))];

    private static double Spread(IEnumerable<double> all)
    {
        double[] numbers = [.. all];
        double mean = numbers.Average();
        return Math.Sqrt(numbers.Average(n => (n - mean) * (n - mean)));
    }
}
