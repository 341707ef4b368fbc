using O4O.Simulator.Calibration;

namespace O4O.Simulator.Tests.Calibration;

public class ThresholdChoiceTests
{
    private static readonly JudgedVisit[] Sure = [.. Enumerable.Repeat(Visits.Right(0.9999), 10)];

    [Fact]
    public void Choice_MistakesBelowACertainConfidence_IsTheLowestThresholdAboveThem()
    {
        CalibrationResult result = CalibrationResult.Of(Visits.Recordings(50, [.. Sure, Visits.Wrong(0.87), Visits.Right(0.91)]), 0.002);

        Assert.True(result.Choice.IsReached);
        Assert.Equal(0.9, result.Choice.Point.Threshold);
        Assert.Equal((600, 50, 550), (result.Choice.Point.Visits, result.Choice.Point.VisitsReviewed, result.Choice.Point.VisitsExact));
        Assert.Equal((2200, 0), (result.Choice.Point.UnitsCharged, result.Choice.Point.UnitsWrong));
    }

    [Fact]
    public void Choice_AFewMistakesThatMayBe_DoesNotReviewForThem()
    {
        IReadOnlyList<JudgedVisit>[] recordings = [.. Visits.Recordings(200, Sure), [Visits.Wrong(0.6)]];

        CalibrationResult result = CalibrationResult.Of(recordings, 0.002);

        Assert.True(result.Choice.IsReached);
        Assert.Equal(0.5, result.Choice.Point.Threshold);
        Assert.Equal(1, result.Choice.Point.UnitsWrong);
    }

    [Fact]
    public void Choice_TheShareIsSmallAndItsBoundIsNot_ReachesNothing()
    {
        // 1 of 1200 is 0.08 %; but it may well be more than 0.2 %.
        CalibrationResult result = CalibrationResult.Of([.. Visits.Recordings(29, Sure), [.. Sure[1..], Visits.Wrong(0.9999)]], 0.002);

        Assert.False(result.Choice.IsReached);
        Assert.False(result.IsSound);
        Assert.True(result.Choice.Point.WronglyCharged.Value < 0.002);
        Assert.True(result.Choice.Point.Bound > 0.002);
    }

    [Fact]
    public void Choice_MistakesAtEveryConfidence_TakesTheBestAndSaysThatNoneReachesIt()
    {
        IReadOnlyList<IReadOnlyList<JudgedVisit>> recordings =
            Visits.Recordings(50, [.. Sure, Visits.Wrong(0.99995), Visits.Wrong(0.7, wrong: 4), Visits.Wrong(0.7, wrong: 4)]);

        CalibrationResult result = CalibrationResult.Of(recordings, 0.002);
        string table = CalibrationText.Table(Any.Provenance, result);

        Assert.False(result.Choice.IsReached);
        Assert.Equal(0.75, result.Choice.Point.Threshold); // the lowest without the worst of them
        Assert.Contains("NO THRESHOLD", table, StringComparison.Ordinal);
        Assert.Contains("<- best", table, StringComparison.Ordinal);
        Assert.DoesNotContain("more seeds", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Choice_TooFewTrips_SaysHowManyUnitsItTakes()
    {
        CalibrationResult result = CalibrationResult.Of(Visits.Recordings(2, Sure), 0.002);

        Assert.False(result.Choice.IsReached);
        Assert.Contains("takes 1843 units charged: more seeds", CalibrationText.Table(Any.Provenance, result), StringComparison.Ordinal);
    }

    [Fact]
    public void Choice_EverythingHeldBack_ChargesNothingAndReachesNothing()
    {
        CalibrationResult result = CalibrationResult.Of(Visits.Recordings(5, Visits.Right(0.99) with { HeldBack = true }), 0.002);

        Assert.False(result.Choice.IsReached);
        Assert.Equal((0, 1.0), (result.Choice.Point.UnitsCharged, result.Choice.Point.Bound));
        Assert.Contains("No threshold charges anything", CalibrationText.Table(Any.Provenance, result), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_MoreWrongThanAskedFor_IsNotSoundAndSaysSo()
    {
        CalibrationResult good = CalibrationResult.Of(Visits.Recordings(60, Sure), 0.002);
        CurvePoint point = CurvePoint.At(0.5, Visits.Recordings(3, [.. Sure, Visits.Wrong(0.99)]));

        CalibrationResult contradicted = good with { Check = new CalibrationCheck(new(9, 11), point, 0.002) };

        Assert.True(good.IsSound);
        Assert.False(contradicted.IsSound);
        Assert.Contains("DOES NOT HOLD", CalibrationText.Table(Any.Provenance, contradicted), StringComparison.Ordinal);
    }
}
