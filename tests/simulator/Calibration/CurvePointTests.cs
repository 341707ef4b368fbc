using O4O.Simulator.Calibration;

namespace O4O.Simulator.Tests.Calibration;

public class CurvePointTests
{
    [Fact]
    public void At_ThresholdOfAConfidence_ReviewsWhatIsBelowItAndWhatIsHeldBack()
    {
        JudgedVisit held = Visits.Wrong(0.99, wrong: 4) with { HeldBack = true };

        CurvePoint point = CurvePoint.At(0.8, Visits.Recordings(3, Visits.Right(0.8), Visits.Wrong(0.79), Visits.Wrong(0.95, units: 6, wrong: 2), held));

        Assert.Equal((12, 6, 3), (point.Visits, point.VisitsReviewed, point.VisitsExact));
        Assert.Equal((30, 6), (point.UnitsCharged, point.UnitsWrong));
        Assert.Equal(0.2, point.WronglyCharged.Value, 1e-9);
        Assert.Equal(0.5, point.ExactShare, 1e-9);
    }

    [Fact]
    public void Bound_NothingWrong_IsTheExactOneAndNotNothing()
    {
        CurvePoint point = CurvePoint.At(0.5, Visits.Recordings(25, Visits.Right(0.9)));

        Assert.Equal(Binomial.High(0, 100), point.Bound);
    }

    [Fact]
    public void Bound_MistakesThatComeTogether_IsTheWiderOneOverRecordings()
    {
        // Ten wrong units, all of one day out of ten: they say less than ten of days apart.
        JudgedVisit[] good = [.. Enumerable.Repeat(Visits.Right(0.9), 25)];
        IReadOnlyList<JudgedVisit>[] together = [.. Visits.Recordings(9, good), [.. good[1..], Visits.Wrong(0.9, units: 10, wrong: 10)]];

        CurvePoint point = CurvePoint.At(0.5, together);

        Assert.True(point.Bound > Binomial.High(point.UnitsWrong, point.UnitsCharged) * 1.2, $"{point.Bound}");
    }

    [Fact]
    public void Curve_HigherThresholds_ReviewMoreAndChargeLess()
    {
        IReadOnlyList<CurvePoint> curve = CurvePoint.Curve(Visits.Recordings(4, [.. CurvePoint.Thresholds.Select(t => Visits.Right(t))]));

        Assert.Equal(CurvePoint.Thresholds, curve.Select(p => p.Threshold));
        Assert.Equal(Enumerable.Range(0, curve.Count).Select(i => 4 * i), curve.Select(p => p.VisitsReviewed));
        Assert.All(CurvePoint.Thresholds, t => Assert.InRange(t, 0.5, 0.99999)); // what the options allow
    }
}
