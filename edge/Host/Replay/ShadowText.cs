using System.Globalization;
using System.Text;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Replay;

/// <summary>Where two replays of one recording differ, line by line.</summary>
internal static class ShadowText
{
    public static string Of(ReceiptsFile live, ReceiptsFile shadow, StoreFile store)
    {
        var text = new StringBuilder();
        int trips = 0, lines = 0;
        Dictionary<string, ReceiptsFile.Receipt> others = shadow.Receipts.ToDictionary(r => r.Session, StringComparer.Ordinal);
        foreach (ReceiptsFile.Receipt receipt in live.Receipts)
        {
            others.Remove(receipt.Session, out ReceiptsFile.Receipt? other);
            int before = text.Length;
            if (other is null) text.Append("    not a visit in the shadow\n");
            else if (receipt.Outcome != other.Outcome) text.Append(CultureInfo.InvariantCulture, $"    {receipt.Outcome} here, {other.Outcome} in the shadow\n");
            lines += AppendLines(text, receipt, other, store);
            if (text.Length == before) continue;
            trips++;
            if (receipt.Confidence is { } sure && other?.Confidence is { } otherSure)
                text.Append(CultureInfo.InvariantCulture, $"    sure to {100 * sure:0.#} % here, {100 * otherSure:0.#} % in the shadow\n");
            text.Insert(before, string.Create(CultureInfo.InvariantCulture, $"  {receipt.Shopper} ({receipt.Session})\n"));
        }
        foreach (ReceiptsFile.Receipt extra in live.Receipts.Count == 0 ? shadow.Receipts : [.. others.Values.OrderBy(r => r.Session, StringComparer.Ordinal)])
        {
            trips++;
            text.Append(CultureInfo.InvariantCulture, $"  {extra.Shopper} ({extra.Session})\n    a visit in the shadow only\n");
        }
        string head = trips == 0
            ? $"shadow     no difference: {live.Receipts.Count} trips, every line the same\n"
            : $"shadow     {trips} of {live.Receipts.Count} trips differ, {lines} lines; review {live.Receipts.Count(r => r.Review)} here, {shadow.Receipts.Count(r => r.Review)} in the shadow\n";
        return head + text;
    }

    private static int AppendLines(StringBuilder text, ReceiptsFile.Receipt receipt, ReceiptsFile.Receipt? other, StoreFile store)
    {
        int differing = 0;
        var gtins = new SortedSet<string>(receipt.Lines.Select(l => l.Gtin).Concat(other?.Lines.Select(l => l.Gtin) ?? []), StringComparer.Ordinal);
        foreach (string gtin in gtins)
        {
            int here = receipt.Lines.Where(l => l.Gtin == gtin).Sum(l => l.Quantity);
            int there = other?.Lines.Where(l => l.Gtin == gtin).Sum(l => l.Quantity) ?? 0;
            if (here == there) continue;
            differing++;
            string name = store.Products.FirstOrDefault(p => p.Gtin == gtin)?.Name ?? gtin;
            text.Append(CultureInfo.InvariantCulture, $"    {name}: {here} here, {there} in the shadow\n");
        }
        return differing;
    }
}
