using O4O.Edge.Store.Layout;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Shelves;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Simulation;

/// <summary>What load cells and hands do slowly: creep, warmth, unsteadiness.</summary>
public class LoadCellTests
{
    private static readonly StoreLayout Layout = DemoStore.Create().ToLayout();

    [Fact]
    public void Creep_AfterAStep_GoesOnForAMinuteUpToThreePerMille()
    {
        LoadCells cells = Cells(new PhysicsOptions { Noise = 0, Drift = 0, Temperature = 0, Junk = 0, WeightSpread = 0 })[0];
        const double stepGrams = 100_000; // far beyond a real one, so that the converter's steps hide nothing
        var milligrams = new int[cells.Shelf.PlateCount];
        var before = new double[cells.Shelf.PlateCount];
        long nowUs = 0;
        for (int p = 0; p < before.Length; p++)
        {
            before[p] = cells.RestGrams(p);
            cells.Begin(new Step(p, 0, 0, 0, 100_000, stepGrams, 0, 10, 20_000), stepGrams);
        }

        double[][] crept = [.. new[] { 2, 20, 60, 120 }.Select(seconds => Crept(seconds).ToArray())];

        Assert.InRange(crept[^1].Max(), 0.0015, 0.003);
        Assert.All(crept[^1], share => Assert.InRange(share, 0, 0.003));
        for (int p = 0; p < before.Length; p++)
        {
            Assert.True(crept[0][p] < 0.2 * crept[3][p] + 1e-6, "hardly anything at first");
            Assert.InRange(crept[1][p], 0.5 * crept[3][p], 0.8 * crept[3][p]);
            Assert.InRange(crept[2][p], 0.9 * crept[3][p], crept[3][p]);
        }

        IEnumerable<double> Crept(int untilSeconds)
        {
            while (nowUs < untilSeconds * 1_000_000L) cells.Read(nowUs += 16_667, milligrams);
            return Enumerable.Range(0, before.Length).Select(p => (cells.RestGrams(p) - before[p]) / stepGrams - 1);
        }
    }

    [Fact]
    public void Temperature_OfAGondola_MovesAllItsPlatesTheSameWay()
    {
        LoadCells[] cells = Cells(new PhysicsOptions { Noise = 0, Drift = 0, Creep = 0, Junk = 0 });
        var grams = new List<(int Gondola, double Moved)>();

        foreach (LoadCells shelf in cells)
        {
            var milligrams = new int[shelf.Shelf.PlateCount];
            double[] before = [.. Enumerable.Range(0, milligrams.Length).Select(shelf.RestGrams)];
            for (int i = 0; i < 5 * 3600; i++) shelf.Read(i * 16_667L, milligrams);
            for (int p = 0; p < before.Length; p++) grams.Add((shelf.Shelf.GondolaIndex, shelf.RestGrams(p) - before[p]));
        }

        foreach (var gondola in grams.GroupBy(g => g.Gondola))
        {
            double strongest = gondola.MaxBy(g => Math.Abs(g.Moved)).Moved;
            Assert.InRange(Math.Abs(strongest), 0.05, 20);
            Assert.All(gondola, g => Assert.InRange(g.Moved / strongest, 0.3, 1)); // half to one and a half grams a kelvin
        }
        Assert.Equal(3, grams.GroupBy(g => g.Gondola).Select(g => Math.Round(g.Max(x => x.Moved), 3)).Distinct().Count());
    }

    [Fact]
    public void Touch_WhileItIsHeld_FluctuatesByFourToEightPerCentBelowTwelveHertz()
    {
        var shares = new List<double>();
        for (ulong seed = 1; seed <= 40; seed++)
        {
            // A minute, of which the middle 36 s are held.
            var touch = new Touch(0, 0, 60_000_000, 1000, seed * 0x9E3779B97F4A7C15);
            double[] held = [.. Enumerable.Range(0, 36 * 60).Select(i => touch.At(12_000_000 + i * 16_667L))];
            double mean = held.Average(), sigma = Math.Sqrt(held.Average(h => (h - mean) * (h - mean)));
            shares.Add(sigma / mean);
            // White noise's differences have twice its variance; below 12 Hz of 30 that is out of reach.
            double rough = held.Zip(held.Skip(1), (a, b) => (a - b) * (a - b)).Average() / (sigma * sigma);
            Assert.InRange(rough, 0.1, 1.2);
        }

        Assert.All(shares, s => Assert.InRange(s, 0.035, 0.09));
        Assert.True(shares.Max() > shares.Min() * 1.3, "hands differ");
    }

    private static LoadCells[] Cells(PhysicsOptions physics)
    {
        double[] sigmas = PlateNoise.Deal(Layout.Plates.Count, 1);
        return [.. Layout.Shelves.Select(s => new LoadCells(s, sigmas.AsSpan(s.FirstPlate, s.PlateCount), physics, 1))];
    }
}
