using O4O.Edge.Store.Quantities;
using O4O.Simulator.ModelTrials;

namespace O4O.Simulator.Tests.ModelTrials;

/// <summary>
/// Small cases whose figures can be had with a pencil. A line is a person or a number, a character a moment: a digit is how many metres
/// along the aisle, a dot is nowhere. People and numbers of different lines are different ones.
/// </summary>
public sealed class FloorTallyTests
{
    [Fact]
    public void Switches_OfPeopleWhoKeepTheirNumbers_AreNone()
    {
        FloorTally tally = Tally(["000000", "555555"], ["555555", "000000"]);

        Assert.Equal((0, 0.0), (tally.Switches, tally.SwitchesInTen));
        Assert.Equal((1.0, 1.0), (tally.Followed, tally.Idf1));
        Assert.Equal(0.0, tally.GhostSecondsAMinute);
    }

    [Fact]
    public void Switches_OfOneWhoGetsAnotherNumber_AreOne()
    {
        FloorTally tally = Tally(["000000"], ["000...", "...000"]);

        Assert.Equal(1, tally.Switches);
        // Half of the moments are of the number that is the person's for good.
        Assert.Equal(0.5, tally.Idf1!.Value, 12);
    }

    [Fact]
    public void Switches_OfTwoWhoExchangeTheirNumbers_AreOneEach()
    {
        FloorTally tally = Tally(["000000", "555555"], ["000555", "555000"]);

        Assert.Equal(2, tally.Switches);
    }

    [Fact]
    public void Switches_OfOneWhoWasLost_CountOnlyWhereTheNumberIsANewOne()
    {
        Assert.Equal(0, Tally(["00000000"], ["000..000"]).Switches);
        Assert.Equal(1, Tally(["00000000"], ["000.....", ".....000"]).Switches);
        // However long ago it was: nobody is there in between.
        Assert.Equal(1, Tally(["00....00"], ["00......", "......00"]).Switches);
    }

    /// <summary>Two who meet keep their numbers although the other's is nearer for a moment.</summary>
    [Fact]
    public void Switches_OfTwoWhoPassEachOther_AreNone()
    {
        FloorTally tally = new();

        tally.Add([.. Enumerable.Range(0, 21).Select(m => new FloorMoment(
            m, [(1, At(m * 100)), (2, At(2_000 - m * 100))], [(7, At(m * 100 + 300)), (8, At(2_000 - m * 100 - 300))]))]);

        Assert.Equal(0, tally.Switches);
        Assert.Equal(1, tally.Followed);
    }

    [Theory]
    [InlineData(1_000, 1, 0)]
    [InlineData(1_001, 0, 60)]
    public void Told_WithinAMetreAndBeyond_IsTheirsOrNobodys(double offMm, double followed, double ghostSecondsAMinute)
    {
        FloorTally tally = new();

        tally.Add([new FloorMoment(0, [(1, At(0))], [(1, At(offMm))])]);

        Assert.Equal((followed, ghostSecondsAMinute), (tally.Followed, tally.GhostSecondsAMinute));
    }

    [Fact]
    public void Minutes_OfSeveralDays_AddUp()
    {
        FloorTally tally = new();
        FloorMoment[] Minutes(int minutes, long track) => [.. Enumerable.Range(0, minutes * 600).Select(m => new FloorMoment(m, [(1, At(0))], [(m < 300 ? 0 : track, At(0))]))];

        tally.Add(Minutes(2, 1));
        tally.Add(Minutes(3, 0));

        Assert.Equal((1, 5.0), (tally.Switches, tally.ShopperMinutes));
        Assert.Equal(2, tally.SwitchesInTen!.Value, 12);
    }

    [Fact]
    public void Nobody_HasNoFigures_AndGhostsAmongThemCount()
    {
        FloorTally empty = new(), haunted = new();

        haunted.Add([new FloorMoment(0, [], [(1, At(0))]), new FloorMoment(1, [], [])]);

        Assert.Equal((0, null, null, null, null), (empty.Switches, empty.SwitchesInTen, empty.Followed, empty.GhostSecondsAMinute, empty.Idf1));
        Assert.Equal((0, null, 30.0), (haunted.Switches, haunted.SwitchesInTen, haunted.GhostSecondsAMinute));
    }

    private static FloorTally Tally(string[] people, string[] tracks)
    {
        var tally = new FloorTally();
        tally.Add([.. Enumerable.Range(0, people[0].Length).Select(m => new FloorMoment(m, Some(people, m), Some(tracks, m)))]);
        return tally;
    }

    private static List<(long, Point3)> Some(string[] lines, int moment) =>
        [.. lines.Index().Where(l => l.Item[moment] != '.').Select(l => ((long)l.Index, At((l.Item[moment] - '0') * 1_000)))];

    private static Point3 At(double x) => new(x, 2_000, 1_600);
}
