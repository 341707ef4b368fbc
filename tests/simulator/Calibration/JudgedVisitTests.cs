using O4O.Simulator.Calibration;
using O4O.Simulator.Commands;
using O4O.Simulator.Scoring;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Calibration;

public class JudgedVisitTests
{
    private static readonly Truth TwoShoppers = new()
    {
        Shoppers =
        [
            new TruthShopper { Shopper = "a", EnteredUs = 1, Lines = [new TruthLine("1", 2)] }, new TruthShopper { Shopper = "b", EnteredUs = 1, Lines = [] },
            new TruthShopper { Shopper = "staff", EnteredUs = 1, Staff = true, Lines = [] },
        ],
    };

    [Fact]
    public void Visits_OfReceipts_SayWhatWasStatedAndWhatWasSo()
    {
        var receipts = Receipts(
            Receipt("a", 0.98, false, ("1", 2)), Receipt("b", 0.7, false, ("1", 1)), new ReceiptsFile.Receipt("staff", "staff", false, []));

        IReadOnlyList<JudgedVisit> visits = JudgedVisit.Of(TwoShoppers, receipts, 0.5);

        Assert.Equal([new JudgedVisit(0.98, true, 2, 0, false), new JudgedVisit(0.7, false, 1, 1, false)], visits);
    }

    [Theory]
    [InlineData(0.4, false)] // in doubt: a lower threshold would let it through
    [InlineData(0.5, true)] // sure enough, and yet in review
    public void HeldBack_AReviewedVisit_WhenItsConfidenceIsNotTheReason(double confidence, bool heldBack)
    {
        JudgedVisit visit = JudgedVisit.Of(TwoShoppers, Receipts(Receipt("a", confidence, true, ("1", 2))), 0.5)[0];

        Assert.Equal(heldBack, visit.HeldBack);
        Assert.True(visit.IsReviewed(0.5));
    }

    [Fact]
    public void Visits_OfReceiptsWithoutConfidence_AreAMistakeThatNamesTheShopper()
    {
        var receipts = Receipts(new ReceiptsFile.Receipt("s", "a", false, []));

        var mistake = Assert.Throws<UserMistakeException>(() => JudgedVisit.Of(TwoShoppers, receipts, 0.5));

        Assert.Contains("the receipt of a states no confidence", mistake.Message, StringComparison.Ordinal);
    }

    private static ReceiptsFile Receipts(params ReceiptsFile.Receipt[] receipts) => new() { Receipts = receipts };

    private static ReceiptsFile.Receipt Receipt(string shopper, double confidence, bool review, params (string Gtin, int Quantity)[] lines) =>
        new(shopper, shopper, review, [.. lines.Select(l => new ReceiptsFile.Line(l.Gtin, l.Quantity))], confidence);
}
