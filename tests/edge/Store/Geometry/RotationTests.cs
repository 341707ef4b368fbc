using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Store.Geometry;

public sealed class RotationTests
{
    [Fact]
    public void Vector_ThereAndBack_IsTheSame()
    {
        var vectors = from x in Gen.Choose(-1_000, 1_000) from y in Gen.Choose(-1_000, 1_000) from z in Gen.Choose(-1_000, 1_000)
            from angle in Gen.Choose(0, 3_141) select (x, y, z, angle: angle / 1_000.0);

        Prop.ForAll(vectors.ToArbitrary(), v =>
        {
            double length = Math.Sqrt((double)v.x * v.x + (double)v.y * v.y + (double)v.z * v.z);
            if (length == 0) return true;
            (double x, double y, double z) = (v.x / length * v.angle, v.y / length * v.angle, v.z / length * v.angle);
            (double bx, double by, double bz) = Rotation.FromVector(x, y, z).ToVector();
            return Math.Abs(bx - x) + Math.Abs(by - y) + Math.Abs(bz - z) < 1e-9;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Theory]
    [InlineData(Math.PI, 0, 0)]
    [InlineData(0, Math.PI, 0)]
    [InlineData(0, 0, Math.PI)]
    public void Vector_OfHalfATurn_StaysHalfATurn(double x, double y, double z)
    {
        Rotation half = Rotation.FromVector(x, y, z);

        (double bx, double by, double bz) = half.ToVector();

        Assert.Equal(x, Math.Abs(bx), 9);
        Assert.Equal(y, Math.Abs(by), 9);
        Assert.Equal(z, Math.Abs(bz), 9);
    }

    [Fact]
    public void Looking_StraightDown_HasTheTopOfThePictureTowardsY()
    {
        Rotation down = Rotation.Looking(new(0, 0, 3_000), new(0, 0, 0));

        Assert.Equal(new Point3(1, 0, 0), down.Right);
        Assert.Equal(new Point3(0, -1, 0), down.Down);
        Assert.Equal(new Point3(0, 0, -1), down.Forward);
    }

    [Fact]
    public void Looking_Anywhere_KeepsThePictureUpright()
    {
        Rotation rotation = Rotation.Looking(new(0, 0, 3_000), new(2_000, 1_000, 0));

        Assert.Equal(0, rotation.Right.Z, 12);
        Assert.True(rotation.Down.Z < 0);
        Point3 back = rotation.ToStore(rotation.ToCamera(new(3, 4, 5)));
        Assert.InRange((back - new Point3(3, 4, 5)).LengthMm, 0, 1e-12);
        Assert.Throws<ArgumentException>(() => Rotation.Looking(default, default));
    }
}
