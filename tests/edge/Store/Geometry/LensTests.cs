using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Store.Geometry;

public sealed class LensTests
{
    /// <summary>By hand: x = 0.5, y = 0.25, r² = 0.3125; radial 1 − 0.2·0.3125 + 0.05·0.09765625 = 0.9423828125.</summary>
    [Fact]
    public void Bend_ByBrown_IsTheFormulaWorkedByHand()
    {
        Lens lens = Lens.Brown(-0.2, 0.05, 0.01, -0.02, 0);

        Assert.True(lens.TryBend(new(500, 250, 1_000), out Bent bent));

        // 0.5·0.9423828125 + 2·0.01·0.125 − 0.02·(0.3125 + 0.5); 0.25·0.9423828125 + 0.01·(0.3125 + 0.125) − 2·0.02·0.125
        Assert.Equal(0.45744140625, bent.X, 12);
        Assert.Equal(0.234970703125, bent.Y, 12);
    }

    /// <summary>By hand: 45° off, θ = π/4, θd = θ·(1 + 0.1·θ²), along x.</summary>
    [Fact]
    public void Bend_ByAFisheye_IsTheFormulaWorkedByHand()
    {
        Lens lens = Lens.Fisheye(0.1, 0, 0, 0);

        Assert.True(lens.TryBend(new(700, 0, 700), out Bent bent));

        Assert.Equal(Math.PI / 4 * (1 + 0.1 * Math.PI * Math.PI / 16), bent.X, 12);
        Assert.Equal(0, bent.Y, 12);
    }

    [Fact]
    public void Straighten_WhatWasBent_GivesTheDirectionBack()
    {
        var cases =
            from lens in Gen.Elements(Cameras.Lenses)
            from share in Gen.Choose(0, 970)
            from turn in Gen.Choose(0, 3_600)
            from far in Gen.Choose(100, 9_000)
            select (lens, share, turn, far);

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            double angle = c.lens.AngleMax * c.share / 1_000, turn = c.turn * Math.PI / 1_800;
            Point3 direction = new(Math.Sin(angle) * Math.Cos(turn), Math.Sin(angle) * Math.Sin(turn), Math.Cos(angle));
            if (!c.lens.TryBend(direction * c.far, out Bent bent)) return false;
            return c.lens.TryStraighten(bent.X, bent.Y, out Point3 back) && (back - direction).LengthMm < 1e-6;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void Straighten_BeyondWhatTheLensBringsOut_Refuses()
    {
        Lens barrel = Lens.Brown(-0.28, 0.09, 0, 0, -0.011), fisheye = Lens.Fisheye(-0.1, 0, 0, 0);

        Assert.True(barrel.TryStraighten(0.6, 0.5, out _));
        Assert.False(barrel.TryStraighten(3, 2, out _));
        Assert.True(fisheye.TryStraighten(1, 0.5, out _));
        Assert.False(fisheye.TryStraighten(1.3, 0.5, out _));
        Assert.False(fisheye.TryStraighten(double.NaN, 0, out _));
        Assert.False(barrel.TryStraighten(0, double.PositiveInfinity, out _));
    }

    /// <summary>r·(1 − r²/3) turns back at r = 1; θ·(1 − θ²/3) at 1 rad.</summary>
    [Fact]
    public void AngleMax_OfAPolynomialThatTurnsBack_IsWhereItDoes()
    {
        Assert.Equal(Math.PI / 4, Lens.Brown(-1 / 3.0, 0, 0, 0, 0).AngleMax, 9);
        Assert.Equal(1, Lens.Fisheye(-1 / 3.0, 0, 0, 0).AngleMax, 9);
    }

    [Fact]
    public void Fisheye_BeyondARightAngle_StillSees()
    {
        Lens lens = Lens.Fisheye(0, 0, 0, 0);

        Assert.True(lens.TryBend(new(1_000, 0, -100), out Bent bent));

        Assert.Equal(Math.PI / 2 + Math.Atan(0.1), bent.X, 12);
        Assert.True(lens.TryStraighten(bent.X, bent.Y, out Point3 direction));
        Assert.True(direction.Z < 0);
    }

    [Fact]
    public void Bend_BehindAFlatLens_Refuses()
    {
        Assert.False(Lens.None.TryBend(new(0, 0, -5), out _));
        Assert.False(Lens.None.TryBend(new(0, 0, 0), out _));
        Assert.False(Lens.Fisheye(0, 0, 0, 0).TryBend(new(0, 0, 0), out _));
    }

    [Fact]
    public void Slopes_OfEveryLens_AreThoseOfSmallSteps()
    {
        var cases =
            from lens in Gen.Elements(Cameras.Lenses)
            from x in Gen.Choose(-900, 900)
            from y in Gen.Choose(-900, 900)
            from z in Gen.Choose(1_200, 3_000)
            select (lens, at: new Point3(x, y, z));

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            const double step = 0.01;
            if (!c.lens.TryBend(c.at, out Bent b)) return true;
            return Near(b.XByX, b.YByX, new(step, 0, 0)) && Near(b.XByY, b.YByY, new(0, step, 0)) && Near(b.XByZ, b.YByZ, new(0, 0, step));

            bool Near(double dx, double dy, Point3 by)
            {
                if (!c.lens.TryBend(c.at + by, out Bent after) || !c.lens.TryBend(c.at - by, out Bent before)) return true;
                return Math.Abs((after.X - before.X) / (2 * step) - dx) < 1e-9 && Math.Abs((after.Y - before.Y) / (2 * step) - dy) < 1e-9;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }
}
