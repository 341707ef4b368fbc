using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Store.Quantities;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(0.0005, 0)] // ties go to the even milligram
    [InlineData(0.0015, 2)]
    [InlineData(105.5, 105_500)]
    [InlineData(-23.9994, -23_999)]
    public void Mass_FromGrams_IsTheNearestMilligram(double grams, long milligrams) =>
        Assert.Equal(milligrams, Mass.FromGrams(grams).Milligrams);

    [Fact]
    public void Mass_Reckoned_KeepsSignAndOrder()
    {
        Mass cola = Mass.FromGrams(330), gum = Mass.FromGrams(24);

        Assert.Equal(Mass.FromGrams(1_014), cola * 3 + gum);
        Assert.Equal(Mass.FromGrams(306), (gum - cola).Abs());
        Assert.Equal(-330, (-cola).Grams);
        Assert.True(gum < cola && cola > gum && gum <= cola && cola >= gum);
        Assert.True(gum.CompareTo(cola) < 0);
    }

    [Fact]
    public void Money_BeyondItsRange_ThrowsInsteadOfTurningRound()
    {
        var most = new Money(long.MaxValue);

        Assert.Throws<OverflowException>(() => most + new Money(1));
        Assert.Throws<OverflowException>(() => most * 2);
        Assert.Throws<OverflowException>(() => new Money(long.MinValue) - new Money(1));
        Assert.Equal(new Money(-450), new Money(50) - new Money(250) * 2);
    }

    [Fact]
    public void StoreTime_TheLeast_CanBeReckonedWith()
    {
        var now = new StoreTime(1_760_000_000 * StoreTime.SecondUs);

        Assert.True(now - StoreTime.Min > 0);
        Assert.True(StoreTime.Min - StoreTime.SecondUs < StoreTime.Min);
        Assert.Equal(now, StoreTime.Later(now, StoreTime.Min));
        Assert.Equal(StoreTime.Min, StoreTime.Earlier(now, StoreTime.Min));
        Assert.Equal(StoreTime.SecondUs, now + StoreTime.SecondUs - now);
    }

    [Theory]
    [InlineData(5, 5, 5, 0)] // inside
    [InlineData(10, 10, 10, 0)] // on a corner
    [InlineData(13, 14, 5, 5)]
    [InlineData(12, 13, 16, 7)]
    [InlineData(-3, 5, 5, 3)]
    public void Box_DistanceToAPoint_IsToItsNearestSide(double x, double y, double z, double expected)
    {
        var box = new Box3(new(0, 0, 0), new(10, 10, 10));

        Assert.Equal(expected, box.DistanceMm(new Point3(x, y, z)), 9);
    }

    [Fact]
    public void Box_OnTheFloor_KnowsNoHeight()
    {
        var box = new Box3(new(0, 0, 0), new(10, 10, 10));

        Assert.Equal(5, box.FloorDistanceMm(new Point3(13, 14, 9_000)), 9);
        Assert.Equal(new Point3(5, 5, 5), box.Centre);
        Assert.Equal(new Box3(new(-1, 0, 0), new(10, 20, 10)), Box3.Union(box, new Box3(new(-1, 3, 3), new(2, 20, 4))));
    }
}
