using O4O.Edge.Drivers.Inference;
using O4O.Simulator.ModelTrials;
using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.Tests.ModelTrials;

public sealed class FindingTests
{
    private static readonly PictureBox Here = new(100, 100, 40, 80), There = new(300, 100, 40, 80);

    [Fact]
    public void Match_OfTwoOnOnePerson_GivesThePersonToTheSurest()
    {
        Assert.Equal([0, Finding.Nobody], Match([People.Found(Here, 0.9f), People.Found(Here with { Left = 102 }, 0.8f)], People.Person(1, Here)));
    }

    [Theory]
    [InlineData(13, 0)] // 27 of 53 columns
    [InlineData(14, -1)] // 26 of 54
    public void Match_OfABoxAside_NeedsHalfOfBothTogether(double aside, int expected)
    {
        Assert.Equal([expected], Match([People.Found(Here with { Left = 100 + aside })], People.Person(1, Here)));
    }

    [Fact]
    public void Match_WhereSomebodyMustAndSomebodyMayBeFound_TakesWhoMust()
    {
        int[] of = Match([People.Found(Here)], People.Person(1, Here, visibility: 0.3), People.Person(2, Here with { Left = 104 }));

        Assert.Equal([1], of);
    }

    [Fact]
    public void Match_OnSomebodyHardlySeen_IsNeitherRightNorWrong()
    {
        Assert.Equal([Finding.HardlySeen], Match([People.Found(new(110, 110, 20, 20))], People.Person(1, Here, visibility: 0.15)));
        Assert.Equal([Finding.Nobody], Match([People.Found(There)], People.Person(1, Here, visibility: 0.15)));
    }

    [Theory]
    [InlineData(0.6, 0.9, 900, true)]
    [InlineData(0.6, 0.8, 900, false)]
    [InlineData(1, 1, 29, false)]
    public void Counts_OfAShareAndItsPixels_IsAsSaid(double visibility, double inPicture, int pixels, bool expected)
    {
        Assert.Equal(expected, Finding.Counts(People.Person(1, Here, visibility, inPicture, pixels)));
    }

    private static int[] Match(Detection[] found, params PersonTruth[] people)
    {
        var of = new int[found.Length];
        Finding.Match(found, people, of);
        return of;
    }
}
