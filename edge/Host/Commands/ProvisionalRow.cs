using O4O.Edge.Host.Replay;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Provisional;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Host.Commands;

/// <summary>
/// Something that people were shown before it was decided. <paramref name="TimeUs"/> is recording time (since the first fact) of the
/// lift as it seemed then; <paramref name="GoneAfterMs"/>, after that, when it was decided or withdrawn, null where it was shown to the end.
/// </summary>
internal sealed record ProvisionalRow(
    long TimeUs, int Gondola, int Shelf, string Kind, string Session, string Shopper, string Gtin, int Quantity, double Probability,
    double ShownAfterMs, double? GoneAfterMs)
{
    /// <summary>All of a replay, in the order in which they were shown.</summary>
    public static List<ProvisionalRow> Of(ReplayResult result)
    {
        var shoppers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JournalRecord record in result.Records)
            if (record is SessionOpened opened) shoppers[opened.Session] = opened.Shopper;
        var gone = new Dictionary<long, StoreTime>();
        foreach (ProvisionalChange change in result.Provisional)
            if (change.Gone is { } at) gone[change.Line.Number] = at;
        var rows = new List<ProvisionalRow>();
        foreach (ProvisionalChange change in result.Provisional)
        {
            if (change.Gone is not null) continue;
            ProvisionalLine line = change.Line;
            Shelf shelf = result.Machine.Layout.Shelves[line.ShelfIndex];
            rows.Add(new ProvisionalRow(
                line.Lift.Us - result.First.Us, shelf.Gondola, shelf.Number, "provisional", line.Session, shoppers[line.Session],
                result.Machine.Layout.Products[line.ProductIndex].Gtin, line.Quantity, line.Probability, (line.Shown - line.Lift) / 1000.0,
                gone.TryGetValue(line.Number, out StoreTime end) ? (end - line.Lift) / 1000.0 : null));
        }
        return rows;
    }
}
