using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Shelves;
using O4O.Simulator.Simulation;
using O4O.Simulator.Stores;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Simulation;

public class ShelfTests
{
    private static readonly StoreLayout Layout = DemoStore.Create().ToLayout();

    [Theory]
    [InlineData("mixed", 3)]
    [InlineData("crowd", 4)]
    [InlineData("crowd", 5)]
    public void Plates_WheneverNothingMoves_BearWhatTheActionsLeft(string name, int seed)
    {
        using var heard = new Heard(BuiltInScenarios.Find(name)!, (ulong)seed);
        double[] start = Loads(heard.World.Shop);
        int checks = 0;

        heard.Live(Check, 500_000);

        Assert.True(checks > 20, $"only {checks} settled moments");

        void Check(World world)
        {
            if (world.Shop.Cells.Any(c => c.Busy)) return;
            checks++;
            double[] expected = [.. start];
            foreach (TruthAction action in world.ToTruth().Actions)
            {
                int shelf = Shelf(action.Gondola, action.Shelf);
                if (shelf >= 0) expected[shelf] += action.Kind switch { "pick" => -action.Grams, "return" => action.Grams, _ => 0 };
            }
            double[] now = Loads(world.Shop);
            for (int s = 0; s < expected.Length; s++) Assert.Equal(expected[s], now[s], 0.1);
        }
    }

    [Fact]
    public void Readings_AtTheEnd_DifferFromTheBeginningByWhatLeft()
    {
        // No noise and no drift, so that what the messages say can be held against the truth.
        Scenario quiet = BuiltInScenarios.Crowd with { Physics = new PhysicsOptions { Noise = 0, Drift = 0, Temperature = 0, Junk = 0 } };
        var first = new int[Layout.Plates.Count];
        var last = new int[Layout.Plates.Count];
        Array.Fill(first, int.MinValue);
        using var heard = new Heard(quiet, 9, Hear);

        Truth truth = heard.Live().World.ToTruth();
        heard.World.Advance(heard.World.Now + 2_000_000);

        for (int s = 0; s < Layout.Shelves.Count; s++)
        {
            Shelf shelf = Layout.Shelves[s];
            double seen = 0, moved = 0;
            for (int p = shelf.FirstPlate; p < shelf.FirstPlate + shelf.PlateCount; p++) seen += (last[p] - first[p]) / 1000.0;
            foreach (TruthAction action in truth.Actions.Where(a => Shelf(a.Gondola, a.Shelf) == s))
                moved += action.Kind switch { "pick" => -action.Grams, "return" => action.Grams, _ => 0 };
            // Gains are within 3 %, creep within 0.3 %, and each plate is rounded to its converter's step.
            double turnover = truth.Actions.Where(a => Shelf(a.Gondola, a.Shelf) == s).Sum(a => a.Grams);
            Assert.True(Math.Abs(seen - moved) <= 0.034 * turnover + shelf.PlateCount * LoadCells.QuantumGrams, $"{shelf.Device}: {seen} g seen, {moved} g moved");
        }

        void Hear(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
        {
            if (!Topics.TryParseUp(topic, out _, out string device, out string kind) || kind != Topics.Weights) return;
            Assert.True(WeightsPayload.TryRead(payload, out WeightBatch batch, out string error), error);
            Shelf shelf = Layout.Shelves.First(s => s.Device == device);
            for (int p = 0; p < batch.PlateCount; p++)
            {
                if (first[shelf.FirstPlate + p] == int.MinValue) first[shelf.FirstPlate + p] = batch.SamplesMg[p];
                last[shelf.FirstPlate + p] = batch.SamplesMg[^(batch.PlateCount - p)];
            }
        }
    }

    [Fact]
    public void Noise_AtRest_HasTheMeasuredQuantiles()
    {
        LoadCells[] cells = Cells(new PhysicsOptions { Junk = 0 });
        var sigmas = new List<double>();
        var lag1 = new List<double>();

        foreach (LoadCells shelf in cells)
        {
            const int samples = 120; // two seconds, as the measured figures
            var milligrams = new int[shelf.Shelf.PlateCount];
            var rows = new double[shelf.Shelf.PlateCount, samples];
            for (int i = 0; i < samples; i++)
            {
                shelf.Read(i * 16_667, milligrams);
                for (int p = 0; p < milligrams.Length; p++) rows[p, i] = milligrams[p] / 1000.0;
            }
            for (int p = 0; p < milligrams.Length; p++)
            {
                double mean = 0, square = 0, product = 0;
                for (int i = 0; i < samples; i++) mean += rows[p, i] / samples;
                for (int i = 0; i < samples; i++) square += (rows[p, i] - mean) * (rows[p, i] - mean);
                for (int i = 1; i < samples; i++) product += (rows[p, i] - mean) * (rows[p, i - 1] - mean);
                sigmas.Add(Math.Sqrt(square / samples));
                lag1.Add(product / square);
            }
        }

        sigmas.Sort();
        lag1.Sort();
        Assert.InRange(sigmas[sigmas.Count / 2], 0.62, 0.84);
        Assert.InRange(sigmas[sigmas.Count * 9 / 10], 2.4, 3.3);
        Assert.InRange(sigmas[sigmas.Count * 99 / 100], 4.5, 7.0);
        Assert.InRange(lag1[lag1.Count / 2], 0.0, 0.3);
    }

    [Fact]
    public void Knock_WhenItHasDiedAway_LeavesNothing()
    {
        LoadCells cells = Cells(new PhysicsOptions { Noise = 0, Drift = 0, Temperature = 0, Junk = 0 })[0];
        var milligrams = new int[cells.Shelf.PlateCount];
        cells.Read(0, milligrams);
        int[] before = [.. milligrams];
        cells.Begin(new Knock(1_000_000, 228 / 1.8, 5, 200_000, 42));
        int low = int.MaxValue, high = int.MinValue;

        for (long us = 1_000_000; us < 3_000_000; us += 16_667)
        {
            cells.Read(us, milligrams);
            for (int p = 0; p < milligrams.Length; p++)
            {
                low = Math.Min(low, milligrams[p] - before[p]);
                high = Math.Max(high, milligrams[p] - before[p]);
            }
        }

        Assert.InRange(high - low, 60_000, 228_000);
        Assert.False(cells.Busy);
        Assert.Equal(before, milligrams);
    }

    [Fact]
    public void Step_FromPushToRinging_PressesThenEmptiesThenRingsOut()
    {
        var step = new Step(0, 0, 100_000, 50, 200_000, -500, 40, 10, 40_000);

        double pressed = Enumerable.Range(1, 99).Max(ms => step.At(ms * 1000));
        double[] ringing = [.. Enumerable.Range(300, 240).Select(ms => step.At(ms * 1000L))];

        Assert.InRange(pressed, 10, 50);
        Assert.InRange(ringing.Max(), -490, -450);
        Assert.InRange(ringing.Min(), -530, -505);
        Assert.Equal(-500, step.At(step.DoneUs), 0.5);
    }

    [Fact]
    public void Stock_Units_WeighAFewPercentOffTheCatalogueAndStandOnTheirFacing()
    {
        var shop = new Shop(Layout, BuiltInScenarios.Mixed, 11);
        var errors = new List<double>();
        int across = 0, units = 0;

        for (int f = 0; f < Layout.Facings.Count; f++)
        {
            while (shop.Stock.Reserve(f) is { } unit)
            {
                errors.Add(Math.Abs(unit.Grams / Layout.Products[unit.ProductIndex].Weight.Grams - 1));
                units++;
                if (unit.Footing.Own < 1) across++;
                Assert.Contains(unit.Footing.Plate, Layout.Facings[f].Plates);
                Assert.Equal(1, unit.Footing.Left + unit.Footing.Own + unit.Footing.Right, 9);
                Assert.Equal(0, Layout.Shelves[Layout.Facings[f].ShelfIndex].Space.DistanceMm(unit.Footing.Place));
            }
        }

        errors.Sort();
        Assert.InRange(errors[errors.Count / 2], 0.008, 0.025);
        Assert.InRange(errors[^1], 0.03, 0.065);
        Assert.InRange((double)across / units, 0.15, 0.25);
    }

    [Fact]
    public void Shelf_Restarted_BeginsANewEpochFromSequenceZero()
    {
        Scenario restarts = BuiltInScenarios.Calm with { Faults = new FaultOptions { RestartsPerMinute = 10 } };
        var last = new Dictionary<string, (uint Epoch, uint Sequence, long TimeUs)>();
        int restarted = 0;
        using var heard = new Heard(restarts, 2, Hear);

        heard.Live();

        Assert.True(restarted >= 3, $"{restarted} restarts");

        void Hear(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
        {
            if (!topic.EndsWith("/weights", StringComparison.Ordinal)) return;
            Assert.True(WeightsPayload.TryRead(payload, out WeightBatch batch, out _));
            if (last.TryGetValue(topic, out var before))
            {
                if (batch.Mark.BootEpoch == before.Epoch) Assert.Equal(before.Sequence + 1, batch.Mark.Sequence);
                else
                {
                    restarted++;
                    Assert.Equal((before.Epoch + 1, 0u), (batch.Mark.BootEpoch, batch.Mark.Sequence));
                    Assert.True(batch.Mark.TimeUs < before.TimeUs);
                }
            }
            last[topic] = (batch.Mark.BootEpoch, batch.Mark.Sequence, batch.Mark.TimeUs);
        }
    }

    private static LoadCells[] Cells(PhysicsOptions physics)
    {
        double[] sigmas = PlateNoise.Deal(Layout.Plates.Count, 1);
        return [.. Layout.Shelves.Select(s => new LoadCells(s, sigmas.AsSpan(s.FirstPlate, s.PlateCount), physics, 1))];
    }

    private static double[] Loads(Shop shop) =>
        [.. shop.Cells.Select(c => Enumerable.Range(0, c.Shelf.PlateCount).Sum(c.LoadGrams))];

    private static int Shelf(int gondola, int shelf) =>
        Layout.Shelves.FirstOrDefault(s => s.Gondola == gondola && s.Number == shelf)?.Index ?? -1;
}
