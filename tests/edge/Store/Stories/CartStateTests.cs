using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Stories;
using Xunit;

namespace O4O.Edge.Tests.Store.Stories;

public sealed class CartStateTests
{
    private static readonly Item Cola = Item.Of(0), Soup = Item.Of(3);

    [Fact]
    public void Cart_FilledAndEmptied_IsTheEmptyOne()
    {
        CartState filled = CartState.Empty.With(Cola, 2), emptied = filled.With(Cola, -2);

        Assert.Equal((2, 0), (filled.Units(0), filled.Units(3)));
        Assert.Same(CartState.Empty, emptied);
        Assert.Equal(0, CartState.Empty.Lines.Length); // the first one was not changed
    }

    [Fact]
    public void Cart_OfLessThanNothing_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CartState.Empty.With(Cola, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CartState.Empty.With(Cola, 1).With(Soup, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CartState.Empty.With(Cola, 1).With(Cola, -2));
    }

    [Fact]
    public void Carts_FilledInAnyOrder_AreTheSame()
    {
        var things = from item in Gen.Choose(0, 4).Select(Item.Of) from units in Gen.Choose(1, 3) select new Held(item, units);

        Prop.ForAll(things.ListOf().Select(l => l.ToList()).ToArbitrary(), lines =>
        {
            CartState forth = CartState.Of(lines), back = CartState.Of(Enumerable.Reverse(lines));

            Assert.True(forth.Same(back));
            Assert.Equal(lines.Sum(l => l.Units), forth.Lines.ToArray().Sum(l => l.Units));
            Assert.True(forth.Lines.ToArray().Select(l => l.Item.Product).SequenceEqual(lines.Select(l => l.Item.Product).Distinct().Order()));
            return forth.Same(forth.With(Cola, 1).With(Cola, -1)) && !forth.Same(forth.With(Cola, 1));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Cart_WithSomethingUnknown_SaysSoAndFindsItByItsWeight()
    {
        CartState cart = CartState.Empty.With(Cola, 1).With(Item.Unknown(500_000), 1);

        Assert.True(cart.HasUnknown);
        Assert.False(cart.With(Item.Unknown(500_000), -1).HasUnknown);
        Assert.Equal(new Held(Item.Unknown(500_000), 1), cart.Find(Item.Unknown(510_000)));
        Assert.Null(cart.Find(Item.Unknown(700_000)));
        Assert.Equal(new Held(Cola, 1), cart.Find(Cola));
        Assert.Null(cart.Find(Soup));
    }

    [Theory]
    [InlineData(100_000, 105_900, true)] // six grams, for light things
    [InlineData(100_000, 106_100, false)]
    [InlineData(1_000_000, 1_052_000, true)] // five per cent of the heavier, for heavy ones
    [InlineData(1_000_000, 1_053_000, false)]
    public void UnknownThings_OfAboutOneWeight_MayBeTheSame(long mg, long otherMg, bool same)
    {
        Assert.Equal(same, Item.Unknown(mg).Agrees(Item.Unknown(otherMg)));
        Assert.Equal(same, Item.Unknown(otherMg).Agrees(Item.Unknown(mg)));
    }

    [Fact]
    public void Products_AgreeWithThemselvesAndNothingElse()
    {
        Assert.True(Cola.Agrees(Item.Of(0)));
        Assert.False(Cola.Agrees(Soup));
        Assert.False(Cola.Agrees(Item.Unknown(330_000)));
        Assert.False(Item.Unknown(330_000).Agrees(Cola));
    }
}
