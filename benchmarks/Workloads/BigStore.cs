using System.Globalization;
using O4O.Edge.Recording;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Codes;
using O4O.Simulator.Commands;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;

namespace O4O.Benchmarks.Workloads;

/// <summary>A store of the size of the real one that recordings exist of: 348 plates on 29 shelves, 174 products.</summary>
internal static class BigStore
{
    public const int PlatesPerShelf = 12;
    private const int RealShelves = 29, PlateMm = 250, AisleMm = 1_800;

    /// <summary>The store with so many shelves; as the real one has them by default.</summary>
    public static StoreFile Create(int shelfCount = RealShelves)
    {
        var products = new List<StoreFile.ProductEntry>();
        var shelves = new List<StoreFile.ShelfEntry>();
        var facings = new List<StoreFile.FacingEntry>();
        for (int s = 0; s < shelfCount; s++)
        {
            int gondola = s / 5 + 1, number = s % 5 + 1;
            double y = 3_000 + (gondola - 1) * AisleMm, z = 300 + (number - 1) * 350;
            var plates = new List<StoreFile.PlateEntry>();
            for (int p = 0; p < PlatesPerShelf; p++)
                plates.Add(new(p + 1, [2_750 + p * PlateMm, y, z, 2_750 + (p + 1) * PlateMm, y + 450, z + 320]));
            shelves.Add(new(gondola, number, plates));
            for (int p = 1; p <= PlatesPerShelf; p += 2)
            {
                string gtin = string.Create(CultureInfo.InvariantCulture, $"21{products.Count + 1:00000000000}");
                // 24 g to 1.5 kg, neighbours unlike each other.
                products.Add(new(gtin, $"Product {products.Count + 1}", 24 + products.Count * 397 % 1_480, 1_000 + 10 * products.Count));
                facings.Add(new(gtin, gondola, number, [p, p + 1]));
            }
        }
        return new StoreFile
        {
            Store = "big",
            Currency = "KRW",
            BoundsMm = [0, 0, 0, 8_500, 3_000 + (shelfCount + 4) / 5 * AisleMm + 1_000, 2_600],
            Products = products,
            Shelves = shelves,
            Facings = facings,
            Gates = [new("gate-1", [1_100, 350, 1_100], [400, 700, 0, 1_800, 1_900, 2_600], [6_200, 700, 0, 7_600, 1_900, 2_600])],
            Eyes = [new("eyes-1", ClockKind.Synchronised)],
        };
    }

    /// <summary>Simulates a busy stretch in it and writes the recording.</summary>
    public static void Record(string path, int seconds, ulong seed)
    {
        CodeIssuerKey key = CodeIssuerKey.FromSeed(seed);
        StoreFile store = Create() with { Issuers = [key.Issuer] };
        Scenario scenario = BuiltInScenarios.Mixed with { Seconds = seconds };
        using var writer = new RecordingWriter(path, store, SimulateCommand.Start);
        var world = new World(store, scenario, seed, SimulateCommand.Start, key, GateMode.Alone, new Sink(writer));
        while (!world.IsFinished) world.Advance(world.Now + StoreTime.SecondUs);
        writer.AdvanceTo(world.Now);
    }

    private sealed class Sink(RecordingWriter writer) : IFactSink
    {
        public void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
        {
            if (!topic.EndsWith("/" + Topics.Status, StringComparison.Ordinal)) writer.Fact(arrival, deviceTimeUs, topic, payload);
        }
    }
}
