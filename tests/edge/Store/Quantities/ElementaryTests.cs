using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Store.Quantities;

public sealed class ElementaryTests
{
    /// <summary>What the class promises.</summary>
    private const double RelativeMax = 1e-12;

    [Fact]
    public void Exp_OverItsWholeRange_AgreesWithThePlatform()
    {
        Prop.ForAll(Gen.Choose(-699_999, 699_999).Select(x => x / 1_000.0 + 1e-7).ToArbitrary(), x =>
            Math.Abs(Elementary.Exp(x) / Math.Exp(x) - 1) < RelativeMax).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void Log_OfAnythingNormal_AgreesWithThePlatform()
    {
        var numbers = from exponent in Gen.Choose(-300, 300) from digits in Gen.Choose(1_000_000, 9_999_999) select digits * 1e-6 * Math.Pow(10, exponent);

        Prop.ForAll(numbers.ToArbitrary(), x =>
        {
            double mine = Elementary.Log(x), theirs = Math.Log(x);
            return Math.Abs(mine - theirs) <= RelativeMax * Math.Max(1, Math.Abs(theirs));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Theory]
    [InlineData(0.999999999)]
    [InlineData(1.000000001)]
    [InlineData(1.4142135623730951)]
    [InlineData(1.4142135623730949)]
    [InlineData(2.0)]
    public void Log_WhereItChangesItsWay_KeepsRelativeAccuracy(double x)
    {
        double mine = Elementary.Log(x);

        Assert.InRange(mine / Math.Log(x) - 1, -RelativeMax, RelativeMax);
    }

    [Theory]
    [InlineData(-701, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(0, 1)]
    public void Exp_AtItsEdges_IsExact(double x, double expected) => Assert.Equal(expected, Elementary.Exp(x));

    [Fact]
    public void Exp_FarAboveItsRange_SaturatesAndStaysFinite()
    {
        double saturated = Elementary.Exp(1e9);

        Assert.Equal(Elementary.Exp(700), saturated);
        Assert.True(double.IsFinite(saturated));
        Assert.True(double.IsNaN(Elementary.Exp(double.NaN)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Log_OfWhatHasNone_IsNegativeInfinity(double x) => Assert.Equal(double.NegativeInfinity, Elementary.Log(x));

    [Fact]
    public void LogAdd_OfTwo_IsTheLogarithmOfTheSum()
    {
        Assert.Equal(Math.Log(5), Elementary.LogAdd(Math.Log(2), Math.Log(3)), 12);
        Assert.Equal(Elementary.LogAdd(-3, 4), Elementary.LogAdd(4, -3));
        Assert.Equal(-2.5, Elementary.LogAdd(double.NegativeInfinity, -2.5));
        Assert.Equal(1_000 + Math.Log(2), Elementary.LogAdd(1_000, 1_000), 9);
    }

    /// <summary>What the class promises for angles.</summary>
    private const double AngleErrorMax = 1e-14;

    [Fact]
    public void SinAndCos_WithinAThousandTurns_AgreeWithThePlatform()
    {
        Prop.ForAll(Gen.Choose(-628_318_530, 628_318_530).Select(x => x * 1e-5 + 1e-9).ToArbitrary(), x =>
            Math.Abs(Elementary.Sin(x) - Math.Sin(x)) < AngleErrorMax && Math.Abs(Elementary.Cos(x) - Math.Cos(x)) < AngleErrorMax)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void Atan2_OfAnyDirection_AgreesWithThePlatform()
    {
        var directions = from x in Gen.Choose(-10_000, 10_000) from y in Gen.Choose(-10_000, 10_000) from scale in Gen.Elements(1e-6, 1.0, 1e6) select (x: x * scale, y: (double)y);

        Prop.ForAll(directions.ToArbitrary(), d => Math.Abs(Elementary.Atan2(d.y, d.x) - Math.Atan2(d.y, d.x)) < AngleErrorMax)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void Angles_AtTheirEdges_AreWhatTheyShouldBe()
    {
        Assert.Equal(0, Elementary.Sin(0));
        Assert.Equal(1, Elementary.Cos(0));
        Assert.Equal(0, Elementary.Atan2(0, 0));
        Assert.Equal(Math.PI, Elementary.Atan2(0, -1), 15);
        Assert.Equal(-Math.PI / 2, Elementary.Atan2(-1, 0), 15);
        Assert.Equal(Math.PI / 4, Elementary.Atan2(3, 3), 15);
        Assert.True(double.IsNaN(Elementary.Sin(double.NaN)));
    }
}
