using O4O.Simulator.Calibration;

namespace O4O.Simulator.Tests.Calibration;

public class BinomialTests
{
    /// <summary>Figures of the tables that statisticians use.</summary>
    [Theory]
    [InlineData(0, 10, 0, 0.3085)]
    [InlineData(1, 10, 0.0025, 0.4450)]
    [InlineData(5, 10, 0.1871, 0.8129)]
    [InlineData(10, 10, 0.6915, 1)]
    [InlineData(3, 1000, 0.0006, 0.0087)]
    [InlineData(4000, 8000, 0.4890, 0.5110)]
    public void Interval_KnownCounts_IsThatOfTheTables(int seen, int of, double low, double high)
    {
        Assert.Equal(low, Binomial.Low(seen, of), 0.00006);
        Assert.Equal(high, Binomial.High(seen, of), 0.00006);
    }

    [Fact]
    public void Interval_OfNothing_IsEverything()
    {
        Assert.Equal((0.0, 1.0), (Binomial.Low(0, 0), Binomial.High(0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Binomial.High(2, 1));
    }

    [Theory]
    [InlineData(0.002)]
    [InlineData(0.05)]
    [InlineData(0.9)]
    public void NeededFor_AShare_IsTheFewestThatBoundIt(double share)
    {
        int needed = Binomial.NeededFor(share);

        Assert.True(Binomial.High(0, needed) <= share);
        Assert.True(Binomial.High(0, needed - 1) > share);
    }
}
