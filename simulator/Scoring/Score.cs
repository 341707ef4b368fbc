using O4O.Simulator.Truths;

namespace O4O.Simulator.Scoring;

/// <summary>
/// Receipts against the truth, in units of product. A visit in review counts with its lines as they stand, for precision,
/// recall, F1 and exactness; but its wrong units were not charged, so they are not among
/// <see cref="WronglyChargedUnits"/>. Visits that never began and have no receipt do not count, nor do visits of staff, unless
/// they were charged something: then all of it is wrong.
/// </summary>
public sealed record Score
{
    public int TruePositives { get; private init; }
    public int FalsePositives { get; private init; }
    public int FalseNegatives { get; private init; }

    /// <summary>TP / (TP + FP); 1 when nothing was on any receipt.</summary>
    public double Precision => Share(TruePositives, TruePositives + FalsePositives);

    /// <summary>TP / (TP + FN); 1 when nothing was carried out.</summary>
    public double Recall => Share(TruePositives, TruePositives + FalseNegatives);

    /// <summary>2 TP / (2 TP + FP + FN); 1 when there was nothing to find and nothing was found.</summary>
    public double F1 => Share(2 * TruePositives, 2 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>Visits that count.</summary>
    public int Shoppers { get; private init; }

    /// <summary>Visits whose receipt is exactly right, reviewed ones included.</summary>
    public int ExactReceipts { get; private init; }
    public double ExactShare => Share(ExactReceipts, Shoppers);

    /// <summary>Visits that are exactly right without anybody's help.</summary>
    public int ExactUnreviewed { get; private init; }
    public int Reviewed { get; private init; }
    public double ReviewedShare => Shoppers == 0 ? 0 : (double)Reviewed / Shoppers;

    /// <summary>Visits whose receipt a fault could have made wrong, and how many of them are in review; the latter should be all.</summary>
    public int AffectedTrips { get; private init; }
    public int AffectedTripsReviewed { get; private init; }

    /// <summary>The share of them in review; 1 when no fault affected anybody.</summary>
    public double AffectedReviewed => Share(AffectedTripsReviewed, AffectedTrips);

    /// <summary>Visits in review that no fault affected.</summary>
    public int UnaffectedTripsReviewed { get; private init; }

    /// <summary>Units charged without review that were not carried out, and their share of all units so charged.</summary>
    public int WronglyChargedUnits { get; private init; }
    public int ChargedUnits { get; private init; }
    public double WronglyChargedShare => ChargedUnits == 0 ? 0 : (double)WronglyChargedUnits / ChargedUnits;

    /// <summary>Visits that really were and have no receipt.</summary>
    public int MissingReceipts { get; private init; }

    /// <summary>Receipts for shoppers whom the truth does not know.</summary>
    public int UnknownShoppers { get; private init; }

    /// <summary>Units that the shelves lost and nobody was charged for.</summary>
    public int UnattributedUnits { get; private init; }

    /// <summary>Every visit that counts, by shopper.</summary>
    public IReadOnlyList<ScoreRow> Rows { get; private init; } = [];

    /// <summary>Compares. A shopper with several receipts has the sum of them, in review when one of them is.</summary>
    public static Score Of(Truth truth, ReceiptsFile receipts)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(receipts);
        var carried = new SortedDictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        var began = new HashSet<string>(StringComparer.Ordinal);
        var staff = new HashSet<string>(StringComparer.Ordinal);
        var affected = new HashSet<string>(StringComparer.Ordinal);
        foreach (TruthShopper shopper in truth.Shoppers)
        {
            if (shopper.Staff) staff.Add(shopper.Shopper);
            if (shopper.IsAffected) affected.Add(shopper.Shopper);
            Dictionary<string, int> lines = Lines(carried, shopper.Shopper);
            foreach (TruthLine line in shopper.Lines) Add(lines, line.Gtin, line.Quantity);
            // Truth from elsewhere may know no times: lines say as well that the visit was.
            if (shopper.EnteredUs is not null || shopper.Lines.Count > 0) began.Add(shopper.Shopper);
        }
        var got = new SortedDictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        var reviewed = new HashSet<string>(StringComparer.Ordinal);
        foreach (ReceiptsFile.Receipt receipt in receipts.Receipts)
        {
            Dictionary<string, int> lines = Lines(got, receipt.Shopper);
            foreach (ReceiptsFile.Line line in receipt.Lines) Add(lines, line.Gtin, line.Quantity);
            if (receipt.Review) reviewed.Add(receipt.Shopper);
        }
        var rows = new List<ScoreRow>();
        foreach (string shopper in carried.Keys.Union(got.Keys).Order(StringComparer.Ordinal))
        {
            bool has = got.ContainsKey(shopper);
            if (!has && !began.Contains(shopper)) continue;
            bool charged = has && got[shopper].Values.Sum() > 0 && !reviewed.Contains(shopper);
            if (staff.Contains(shopper) && !charged) continue;
            ScoreRow row = Row(shopper, carried.GetValueOrDefault(shopper), got.GetValueOrDefault(shopper), reviewed.Contains(shopper));
            rows.Add(row with { IsAffected = affected.Contains(shopper) });
        }
        return Total(rows, receipts.Unattributed.Sum(u => u.Quantity));
    }

    private static ScoreRow Row(string shopper, Dictionary<string, int>? truth, Dictionary<string, int>? got, bool reviewed)
    {
        int wanted = truth?.Values.Sum() ?? 0, had = got?.Values.Sum() ?? 0, both = 0;
        if (truth is not null && got is not null)
            foreach ((string gtin, int quantity) in truth) both += Math.Min(quantity, got.GetValueOrDefault(gtin));
        return new ScoreRow(
            shopper, wanted, had, both, had - both, wanted - both, had == both && wanted == both, reviewed, got is not null, truth is not null);
    }

    private static Score Total(List<ScoreRow> rows, int unattributed) => new()
    {
        TruePositives = rows.Sum(r => r.TruePositives),
        FalsePositives = rows.Sum(r => r.FalsePositives),
        FalseNegatives = rows.Sum(r => r.FalseNegatives),
        Shoppers = rows.Count,
        ExactReceipts = rows.Count(r => r.Exact),
        ExactUnreviewed = rows.Count(r => r is { Exact: true, Reviewed: false }),
        Reviewed = rows.Count(r => r.Reviewed),
        AffectedTrips = rows.Count(r => r.IsAffected),
        AffectedTripsReviewed = rows.Count(r => r is { IsAffected: true, Reviewed: true }),
        UnaffectedTripsReviewed = rows.Count(r => r is { IsAffected: false, Reviewed: true }),
        WronglyChargedUnits = rows.Where(r => !r.Reviewed).Sum(r => r.FalsePositives),
        ChargedUnits = rows.Where(r => !r.Reviewed).Sum(r => r.Got),
        MissingReceipts = rows.Count(r => !r.HasReceipt),
        UnknownShoppers = rows.Count(r => !r.IsKnown),
        UnattributedUnits = unattributed,
        Rows = rows,
    };

    private static Dictionary<string, int> Lines(SortedDictionary<string, Dictionary<string, int>> of, string shopper)
    {
        if (!of.TryGetValue(shopper, out Dictionary<string, int>? lines)) of.Add(shopper, lines = new(StringComparer.Ordinal));
        return lines;
    }

    private static void Add(Dictionary<string, int> lines, string gtin, int quantity) =>
        lines[gtin] = lines.GetValueOrDefault(gtin) + quantity;

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
