using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Import;
using Xunit;

namespace O4O.Simulator.Tests.Import;

/// <summary>The real trip: what is known of it must be found in the recording.</summary>
[Trait("Needs", "shared")]
public sealed class AutoCheckoutBenchmarkTests : IDisposable
{
    private const int Plate = 11;
    private const long SecondUs = 1_000_000;
    private readonly DirectoryInfo _out = Directory.CreateTempSubdirectory("o4o-import-");

    public void Dispose() => _out.Delete(recursive: true);

    [SharedFact]
    public void Benchmark_Imported_HoldsEveryDocument()
    {
        ImportSummary summary = Import(out ReadBack read);

        // 23 shelves have load cells: 6 of each gondola, of the third 5; the planogram knows 3-6 and a fifth gondola too.
        Assert.Equal((344, 86 * 23, 291, 1, 0), (summary.PlateDocuments, summary.WeightMessages, summary.PeopleFrames, summary.People, summary.Malformed));
        // 278 channels read something and 31 of them have no load cell; 47 plates are on the planogram alone.
        Assert.Equal((5, 29, 278 - 31 + 47, 113), (summary.Gondolas, summary.Shelves, summary.Plates, summary.Facings));
        Assert.Equal(291, read.Frames().Count);
        Assert.Equal(86, read.Shelf("shelf-1-5").Count);
        Assert.Equal("071142008582", read.Store.Facings.Single(f => f is { Gondola: 1, Shelf: 5 } && f.Plates.Contains(Plate)).Gtin);
        Assert.Equal(621.67, read.Store.Products.Single(p => p.Gtin == "071142008582").WeightGrams, 0.01);
        Assert.Empty(read.Store.Problems());
    }

    [SharedFact]
    public void Benchmark_ThePlateOfTheLift_Loses623Grams()
    {
        Import(out ReadBack read);

        (List<(long Us, double Grams)> series, _) = Series(read);
        double before = series.Where(s => s.Us < series[0].Us + 8 * SecondUs).Average(s => s.Grams);
        double after = series.Where(s => s.Us > series[0].Us + 13 * SecondUs).Average(s => s.Grams);
        Assert.InRange(before - after, 622, 625);
    }

    [SharedFact]
    public void Benchmark_AtTheLift_AWristIsAtThePlate()
    {
        Import(out ReadBack read);

        (_, long liftUs) = Series(read);
        IReadOnlyList<double> b = read.Plate(1, 5, Plate).BoxMm;
        var box = new Box3(new(b[0], b[1], b[2]), new(b[3], b[4], b[5]));
        double nearest = read.Frames().Where(f => Math.Abs(f.CapturedUs - liftUs) < SecondUs / 10).SelectMany(f => f.People)
            .SelectMany(p => (Joint[])[p.Joints[JointKind.LeftWrist], p.Joints[JointKind.RightWrist]])
            .Where(j => j.Seen).Min(j => box.DistanceMm(j.Place));
        Assert.InRange(nearest, 0, 100);
    }

    private ImportSummary Import(out ReadBack read)
    {
        string path = Path.Combine(_out.FullName, "real.mcap");
        ImportSummary summary = AutoCheckoutImport.Run(SharedFactAttribute.Benchmark, path, TextWriter.Null);
        read = ReadBack.Open(path);
        return summary;
    }

    /// <summary>Readings of the plate, and when they had fallen half way for good.</summary>
    private static (List<(long Us, double Grams)> Series, long LiftUs) Series(ReadBack read)
    {
        StoreFile.ShelfEntry shelf = read.Store.Shelves.Single(s => s is { Gondola: 1, Shelf: 5 });
        int place = shelf.Plates.Select(p => p.Plate).ToList().IndexOf(Plate);
        var series = new List<(long Us, double Grams)>();
        foreach (ReadBack.Weights m in read.Shelf("shelf-1-5"))
            for (int s = 0; s < m.Mg.Length / m.Plates; s++) series.Add((m.FirstUs + (long)s * m.PeriodUs, m.Mg[s * m.Plates + place] / 1000.0));
        double half = (series[0].Grams + series[^1].Grams) / 2;
        return (series, series.FindLast(s => s.Grams > half).Us);
    }
}
