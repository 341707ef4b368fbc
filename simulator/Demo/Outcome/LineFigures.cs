using O4O.Simulator.Demo.Services;
using O4O.Simulator.Scoring;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Demo.Outcome;

/// <summary>Receipts against the truth, as <see cref="Score"/> counts: units of product per shopper, trips in review with what they hold.</summary>
/// <param name="TruePositive">Units rightly on a receipt.</param>
/// <param name="FalsePositive">Units on a receipt that its shopper did not carry out.</param>
/// <param name="FalseNegative">Units carried out that are on no receipt of their shopper.</param>
/// <param name="Precision">0 to 1.</param>
/// <param name="Recall">0 to 1.</param>
/// <param name="F1">0 to 1.</param>
/// <param name="ExactReceipts">Visits whose whole receipt is right.</param>
/// <param name="Receipts">Visits that count.</param>
/// <param name="WronglyCharged">Wrong units on trips that nobody would look at.</param>
/// <param name="UnitsCharged">Units on trips that nobody would look at.</param>
public sealed record LineFigures(
    long TruePositive, long FalsePositive, long FalseNegative, double Precision, double Recall, double F1,
    int ExactReceipts, int Receipts, long WronglyCharged, long UnitsCharged)
{
    /// <summary>Scores the settled visits.</summary>
    public static LineFigures Of(Truth truth, IReadOnlyList<EdgeSession> trips)
    {
        Score score = Score.Of(truth, ToReceipts(trips));
        return new LineFigures(
            score.TruePositives, score.FalsePositives, score.FalseNegatives, score.Precision, score.Recall, score.F1,
            score.ExactReceipts, score.Shoppers, score.WronglyChargedUnits, score.ChargedUnits);
    }

    /// <summary>The settled visits in the form that <c>./o4o score</c> reads.</summary>
    public static ReceiptsFile ToReceipts(IReadOnlyList<EdgeSession> trips) => new()
    {
        Receipts = [.. trips.Select(t => new ReceiptsFile.Receipt(
            t.Session, t.Shopper, t.Outcome == EdgeSession.Review,
            [.. t.Lines.Select(l => new ReceiptsFile.Line(l.Gtin, l.Quantity, l.Confidence))]))],
    };
}
