using System.Globalization;
using O4O.Benchmarks.Workloads;

namespace O4O.Benchmarks.Quick;

/// <summary>Reading messages off the wire beside reading their bytes.</summary>
internal static class WireRows
{
    private const int Rounds = 15, Times = 50_000;

    public static IEnumerable<Row> Measure()
    {
        var wire = new WireLoad();
        long sum = 0;
        var turns = new Interleaved(
            Rounds,
            () => Timed.CoreUs(Times, () => sum += WireLoad.MemoryPass(wire.Weights)),
            () => Timed.CoreUs(Times, () => sum += wire.ReadWeights()),
            () => Timed.CoreUs(Times, () => sum += WireLoad.MemoryPass(wire.People)),
            () => Timed.CoreUs(Times, () => sum += wire.ReadPeople()));
        yield return Make(turns, 1, 0, "reading a weights message, 10 plates × 4");
        yield return Make(turns, 3, 2, "reading a people message, 20 people");
    }

    private static Row Make(Interleaved turns, int read, int pass, string what) => new(
        what, "",
        string.Create(CultureInfo.InvariantCulture,
            $"{1000 * turns.Median(read):0} ns; {turns.Ratio(read, pass):0.00} × a pass over its bytes ({turns.Spread(read, pass)})"),
        null);
}
