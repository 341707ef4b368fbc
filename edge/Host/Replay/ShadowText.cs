using System.Globalization;
using System.Text;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Replay;

/// <summary>Where two replays of one recording differ, line by line.</summary>
/// <param name="store">Names its products.</param>
/// <param name="title">What is compared, in a word of at most ten letters.</param>
/// <param name="here">How the first replay is called after what it has: "3 here".</param>
/// <param name="there">How the second one is called in the same way: "2 in the shadow".</param>
internal sealed class ShadowText(StoreFile store, string title, string here, string there)
{
    /// <summary>Where a replay with other options differs.</summary>
    public static string Of(ReceiptsFile live, ReceiptsFile shadow, StoreFile store) => new ShadowText(store, "shadow", "here", "in the shadow").Of(live, shadow);

    /// <summary>Where the second differs from the first.</summary>
    public string Of(ReceiptsFile live, ReceiptsFile shadow)
    {
        var text = new StringBuilder();
        int trips = 0, lines = 0;
        Dictionary<string, ReceiptsFile.Receipt> others = shadow.Receipts.ToDictionary(r => r.Session, StringComparer.Ordinal);
        foreach (ReceiptsFile.Receipt receipt in live.Receipts)
        {
            others.Remove(receipt.Session, out ReceiptsFile.Receipt? other);
            int before = text.Length;
            if (other is null) text.Append(CultureInfo.InvariantCulture, $"    not a visit {there}\n");
            else if (receipt.Outcome != other.Outcome) text.Append(CultureInfo.InvariantCulture, $"    {receipt.Outcome} {here}, {other.Outcome} {there}\n");
            lines += AppendLines(text, receipt, other);
            if (text.Length == before) continue;
            trips++;
            if (receipt.Confidence is { } sure && other?.Confidence is { } otherSure)
                text.Append(CultureInfo.InvariantCulture, $"    sure to {100 * sure:0.#} % {here}, {100 * otherSure:0.#} % {there}\n");
            text.Insert(before, string.Create(CultureInfo.InvariantCulture, $"  {receipt.Shopper} ({receipt.Session})\n"));
        }
        foreach (ReceiptsFile.Receipt extra in live.Receipts.Count == 0 ? shadow.Receipts : [.. others.Values.OrderBy(r => r.Session, StringComparer.Ordinal)])
        {
            trips++;
            text.Append(CultureInfo.InvariantCulture, $"  {extra.Shopper} ({extra.Session})\n    a visit {there} only\n");
        }
        string head = trips == 0
            ? $"{title,-10} no difference: {live.Receipts.Count} trips, every line the same\n"
            : $"{title,-10} {trips} of {live.Receipts.Count} trips differ, {lines} lines; review {live.Receipts.Count(r => r.Review)} {here}, {shadow.Receipts.Count(r => r.Review)} {there}\n";
        return head + text;
    }

    private int AppendLines(StringBuilder text, ReceiptsFile.Receipt receipt, ReceiptsFile.Receipt? other)
    {
        int differing = 0;
        var gtins = new SortedSet<string>(receipt.Lines.Select(l => l.Gtin).Concat(other?.Lines.Select(l => l.Gtin) ?? []), StringComparer.Ordinal);
        foreach (string gtin in gtins)
        {
            int one = receipt.Lines.Where(l => l.Gtin == gtin).Sum(l => l.Quantity);
            int two = other?.Lines.Where(l => l.Gtin == gtin).Sum(l => l.Quantity) ?? 0;
            if (one == two) continue;
            differing++;
            string name = store.Products.FirstOrDefault(p => p.Gtin == gtin)?.Name ?? gtin;
            text.Append(CultureInfo.InvariantCulture, $"    {name}: {one} {here}, {two} {there}\n");
        }
        return differing;
    }
}
