using O4O.Simulator.Calibration;

namespace O4O.Simulator.Tests.Calibration;

public class ReliabilityBinTests
{
    [Fact]
    public void ExpectedError_StatedAndRightApart_IsTheirDistanceByVisits()
    {
        // Three quarters of what says 0.75 are right: no error. Half of what says 0.97 are: 0.47, of a third of the visits.
        JudgedVisit[] visits =
        [
            .. Enumerable.Repeat(Visits.Right(0.75), 3), Visits.Wrong(0.75),
            Visits.Right(0.97), Visits.Wrong(0.97),
        ];

        IReadOnlyList<ReliabilityBin> bins = ReliabilityBin.Of(visits);

        Assert.Equal(0.47 / 3, ReliabilityBin.ExpectedError(bins), 1e-9);
        ReliabilityBin high = Assert.Single(bins, b => b.From <= 0.97 && b.To > 0.97);
        Assert.Equal((2, 1, 0.5), (high.Visits, high.Exact, high.Right));
    }

    [Theory]
    [InlineData(0, 0, 0.5)]
    [InlineData(0.5, 0.5, 0.6)]
    [InlineData(0.999, 0.999, 1)]
    [InlineData(1, 0.999, 1)]
    public void Bins_AnyConfidence_HoldItOnce(double confidence, double from, double to)
    {
        ReliabilityBin bin = Assert.Single(ReliabilityBin.Of([Visits.Right(confidence)]), b => b.Visits > 0);

        Assert.Equal((from, to), (bin.From, bin.To));
    }

    [Fact]
    public void ExpectedError_WithoutVisits_IsNoNumber() => Assert.True(double.IsNaN(ReliabilityBin.ExpectedError(ReliabilityBin.Of([]))));
}
