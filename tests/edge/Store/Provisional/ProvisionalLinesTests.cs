using O4O.Edge.Store;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Provisional;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Provisional;

/// <summary>What is shown before it is decided: soon, of the right one, and gone when the decision is there.</summary>
public sealed class ProvisionalLinesTests
{
    private const long Anna = 11, Ben = 12;
    private static readonly StoreOptions Never = new() { Provisional = new() { ShownFrom = 1.1 } };

    [Fact]
    public void Take_IsShownWithinAThirdOfASecond_AndGoneWhenTheCartHasIt()
    {
        Performance play = Play(One().Take(Anna, 5, SmallStore.LowShelf, 5, SmallStore.Beans));

        (ProvisionalChange shown, ProvisionalChange gone) = Assert.Single(Pairs(play));
        ProvisionalLine line = shown.Line;
        Interaction told = play.Records.OfType<Interaction>().Single();
        Assert.Equal((told.Session, told.Gtin, told.Quantity), (line.Session, SmallStore.Layout.Products[line.ProductIndex].Gtin, line.Quantity));
        Assert.InRange(line.Shown - line.Lift, 50_000, 330_000);
        Assert.InRange(line.Probability, 0.7, 0.999);
        Assert.True(line.Shown.Us < told.AtUs, "shown no sooner than it was decided");
        Assert.Equal(told.AtUs, gone.Gone!.Value.Us);
        Assert.Empty(play.Machine.Provisional);
    }

    [Fact]
    public void PutBack_OfWhatTheCartHolds_IsShownAsSuch()
    {
        Performance play = Play(
            One().Take(Anna, 5, SmallStore.LowShelf, 5, SmallStore.Beans).PutBack(Anna, 9, SmallStore.LowShelf, 5, SmallStore.Beans));

        Assert.Equal([1, -1], Pairs(play).Select(p => p.Shown.Line.Quantity));
    }

    [Fact]
    public void PutDown_OfWhatNoCartHolds_IsNotShown()
    {
        Performance play = Play(One().PutBack(Anna, 5, SmallStore.LowShelf, 5, SmallStore.Beans));

        Assert.Empty(play.Provisional);
    }

    [Fact]
    public void TwoHandsAtOnePlate_NobodyIsSureEnough_AreNotShown()
    {
        Script both = new Script(4).Enter("anna", 1, Anna).Enter("ben", 2, Ben)
            .Reach(Ben, 6, SmallStore.LowShelf, 5).Take(Anna, 6, SmallStore.LowShelf, 5, SmallStore.Beans);

        Performance play = Play(both);

        Assert.Empty(play.Provisional);
    }

    [Fact]
    public void Weight_ThatComesBackAtOnce_IsWithdrawn()
    {
        Script lifted = One().Reach(Anna, 5, SmallStore.LowShelf, 5).Step(5, SmallStore.LowShelf, 5, -420).Step(5.25, SmallStore.LowShelf, 5, 420);

        Performance play = Play(lifted);

        Assert.Empty(play.Records.OfType<Interaction>());
        Assert.All(Pairs(play), p => Assert.InRange(p.Gone.Gone!.Value - p.Shown.Line.Shown, 0, 400_000));
        Assert.Empty(play.Machine.Provisional);
    }

    [Fact]
    public void Staff_WhoTakes_IsNotShown()
    {
        Performance play = Play(new Script(4).EnterStaff("mina", 1, Anna).Take(Anna, 5, SmallStore.LowShelf, 5, SmallStore.Beans));

        Assert.Single(play.Records.OfType<WeightChanged>());
        Assert.Empty(play.Provisional);
    }

    [Fact]
    public void Knock_OfTheWholeShelf_ShowsNothing()
    {
        Script knock = One().Take(Anna, 5, SmallStore.LowShelf, 5, SmallStore.Beans);
        for (int plate = 1; plate <= SmallStore.PlatesAShelf; plate++)
            knock.Step(9, SmallStore.LowShelf, plate, 330).Step(9.3, SmallStore.LowShelf, plate, -330);

        Performance play = Play(knock);

        Assert.All(Pairs(play), p => Assert.True(p.Shown.Line.Lift < Script.Time(6)));
    }

    /// <summary>Nothing that is shown decides anything: the records are the same, byte for byte, where nothing is ever shown.</summary>
    [Fact]
    public void Records_WithAndWithoutLines_AreTheSame()
    {
        int shown = 0;
        for (int seed = 1; seed <= 8; seed++)
        {
            var day = new RandomDay(seed);

            Performance with = Performance.Of(day.Facts), again = Performance.Of(day.Facts), without = Performance.Of(day.Facts, Never);

            Assert.Empty(without.Provisional);
            Assert.Equal(without.Bytes(), with.Bytes());
            Assert.Equal(with.Provisional, again.Provisional);
            Assert.Equal(with.Machine.Provisional.Count, with.Provisional.Sum(c => c.Gone is null ? 1 : -1));
            shown += with.Provisional.Count(c => c.Gone is null);
        }
        Assert.True(shown > 8, $"only {shown} lines were shown: this looked at next to nothing");
    }

    [Theory]
    [InlineData(0.49, 100_000, "provisional.shownFrom")]
    [InlineData(0.7, 1_000, "provisional.measureUs")]
    public void Options_OutOfRange_AreRefused(double from, long measureUs, string named)
    {
        var options = new StoreOptions { Provisional = new() { ShownFrom = from, MeasureUs = measureUs } };

        string problem = Assert.Single(options.Problems());

        Assert.StartsWith(named, problem, StringComparison.Ordinal);
    }

    private static Script One() => new Script(4).Enter("anna", 1, Anna);

    private static List<(ProvisionalChange Shown, ProvisionalChange Gone)> Pairs(Performance play) =>
        [.. play.Provisional.Where(c => c.Gone is null).Select(c => (c, play.Provisional.Single(g => g.Gone is not null && g.Line.Number == c.Line.Number)))];

    private static Performance Play(Script script) => Performance.Of(script.Facts(14));
}
