using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>The small store's gate, scanned by hand; scans come a second apart unless told otherwise.</summary>
internal sealed class GateBench(StoreOptions? options = null)
{
    private uint _scans;

    public Performance Performance { get; private init; } = new(SmallStore.Machine(options));

    /// <summary>The gate of a machine that read this journal.</summary>
    public static GateBench After(IEnumerable<JournalRecord> journal) => new() { Performance = Performance.After(journal), _scans = 1_000 };

    /// <summary>Shows a code; what the gate decided.</summary>
    public GateDecided Show(string code, double? at = null)
    {
        uint number = _scans++;
        int before = Performance.Repeats.Count;
        // An answer that is not to be remembered comes beside the records.
        return Repeat(number, code, at ?? number) ?? Performance.Repeats[before..].Single();
    }

    /// <summary>The scan of this number, perhaps not for the first time; null when nothing new was decided.</summary>
    public GateDecided? Repeat(uint number, string code, double at)
    {
        int before = Performance.Records.Count;
        Performance.Feed(new ScanFact(Script.Time(at).Us, new GateScan(new DeviceMark(1, number, 0), code)));
        return Performance.Records.Skip(before).OfType<GateDecided>().SingleOrDefault();
    }

    /// <summary>A code that is good at this second.</summary>
    public static string Good(string shopper, double at = 0, string? id = null, int? party = null) =>
        CodeMint.Ours.Code(shopper, new StoreTime(Script.Time(at).Us), id, party: party);
}
