using System.Text.Json;
using O4O.Simulator.Scoring;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Scoring;

public class ScoreTests
{
    /// <summary>Truth and receipts as shopper:gtin×quantity lists; R marks a receipt in review; what comes out.</summary>
    public static TheoryData<string, string, int, int, int, int, int> Cases() => new()
    {
        { "a:x2,y1", "a:x2,y1", 3, 0, 0, 1, 0 },
        { "a:x2", "a:x1", 1, 0, 1, 0, 0 },
        { "a:x1", "a:x3", 1, 2, 0, 0, 2 },
        { "a:x1", "a:y1", 0, 1, 1, 0, 1 },
        { "a:x1", "aR:y1", 0, 1, 1, 0, 0 },     // in review: wrong, but not wrongly charged
        { "a:x1", "", 0, 0, 1, 0, 0 },          // no receipt at all
        { "a:", "a:", 0, 0, 0, 1, 0 },          // came, took nothing
        { "a:x1 b:x1", "a:x2", 1, 1, 1, 0, 1 }, // b's unit on a's receipt is not right anywhere
        { "a:x1", "a:x1 z:x1", 1, 1, 0, 1, 1 }, // a stranger was charged
        { "a:x3", "a:x1 a:x2", 3, 0, 0, 1, 0 }, // two receipts of one shopper are added up
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Score_OfReceipts_CountsUnits(string truth, string receipts, int tp, int fp, int fn, int exact, int wrong)
    {
        Score score = Score.Of(ToTruth(truth), ToReceipts(receipts));

        Assert.Equal((tp, fp, fn), (score.TruePositives, score.FalsePositives, score.FalseNegatives));
        Assert.Equal(exact, score.ExactReceipts);
        Assert.Equal(wrong, score.WronglyChargedUnits);
    }

    [Fact]
    public void Score_ExactTripInReview_IsExactButNotWithoutHelp()
    {
        Score score = Score.Of(ToTruth("a:x1 b:x1"), ToReceipts("aR:x1 b:x1"));

        Assert.Equal((2, 1, 1, 0.5), (score.ExactReceipts, score.ExactUnreviewed, score.Reviewed, score.ReviewedShare));
    }

    [Fact]
    public void Score_VisitThatNeverBegan_DoesNotCount()
    {
        var truth = new Truth { Shoppers = [new TruthShopper { Shopper = "outside" }] };

        Score score = Score.Of(truth, ToReceipts(""));

        Assert.Equal((0, 1.0, 1.0), (score.Shoppers, score.F1, score.ExactShare));
    }

    [Fact]
    public void Score_TripsThatFaultsAffected_CountsThoseInReviewAndTheOthersInReview()
    {
        Truth truth = ToTruth("a:x1 b:x1 c:x1 d:x1");
        TruthFault[] hidden = [new() { Fault = TruthFault.BlindEyes, TimeUs = 1, Kind = "pick" }];
        truth = truth with { Shoppers = [.. truth.Shoppers.Select((s, i) => i < 2 ? s with { Affected = hidden } : s)] };

        Score score = Score.Of(truth, ToReceipts("aR:x1 b:x1 cR:x1 d:x1"));

        Assert.Equal((2, 1, 0.5, 1), (score.AffectedTrips, score.AffectedTripsReviewed, score.AffectedReviewed, score.UnaffectedTripsReviewed));
        Assert.Contains("affected by faults 2, in review 1", ScoreText.Table(score), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("sam:", 0, 0)]
    [InlineData("samR:x2", 0, 0)] // a person looks before anything is charged
    [InlineData("sam:x2", 1, 2)]
    public void Score_VisitOfStaff_CountsOnlyWhenCharged(string receipts, int visits, int wrong)
    {
        var truth = new Truth { Shoppers = [new TruthShopper { Shopper = "sam", EnteredUs = 1, Staff = true }] };

        Score score = Score.Of(truth, ToReceipts(receipts));

        Assert.Equal((visits, wrong, wrong, 0), (score.Shoppers, score.WronglyChargedUnits, score.FalsePositives, score.Reviewed));
    }

    [Fact]
    public void Text_AsTableAndAsJson_SaysTheSame()
    {
        Score score = Score.Of(ToTruth("a:x2"), ToReceipts("a:x1,y1"));

        string table = ScoreText.Table(score);
        using JsonDocument json = JsonDocument.Parse(ScoreText.Json(score));

        Assert.Contains("F1 0.5000", table, StringComparison.Ordinal);
        Assert.Contains("exact receipts 0 of 1", table, StringComparison.Ordinal);
        Assert.Equal(0.5, json.RootElement.GetProperty("f1").GetDouble());
        Assert.Equal(1, json.RootElement.GetProperty("truePositives").GetInt32());
        Assert.Equal("a", json.RootElement.GetProperty("rows")[0].GetProperty("shopper").GetString());
    }

    private static Truth ToTruth(string text) => new()
    {
        Shoppers = [.. Parse(text).Select(s => new TruthShopper { Shopper = s.Shopper, EnteredUs = 1, Lines = [.. s.Lines.Select(l => new TruthLine(l.Gtin, l.Quantity))] })],
    };

    private static ReceiptsFile ToReceipts(string text) => new()
    {
        Receipts = [.. Parse(text).Select(s => new ReceiptsFile.Receipt(
            "session", s.Shopper.TrimEnd('R'), s.Shopper.EndsWith('R'), [.. s.Lines.Select(l => new ReceiptsFile.Line(l.Gtin, l.Quantity))]))],
    };

    private static IEnumerable<(string Shopper, List<(string Gtin, int Quantity)> Lines)> Parse(string text)
    {
        foreach (string part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split(':');
            yield return (sides[0], [.. sides[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(l => (l[..1], l[1] - '0'))]);
        }
    }
}
