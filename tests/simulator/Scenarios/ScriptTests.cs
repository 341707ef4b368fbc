using O4O.Settings;
using O4O.Simulator.Commands;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;
using O4O.Simulator.Tests.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Scenarios;

public class ScriptTests
{
    private const string Water = "2100000000012", Sparkling = "2100000000029", Tea = "2100000000036";

    [Fact]
    public void Script_OfOneShopper_IsDoneInItsOrderAndNobodyElseComes()
    {
        Truth truth = Live($$$"""
            {"shopper": 1, "at": 14, "do": "pick", "facing": {"gtin": "{{{Water}}}"}},
            {"shopper": 1, "do": "pick several", "count": 3, "facing": {"gtin": "{{{Tea}}}"}},
            {"shopper": 1, "do": "slow lift", "facing": {"gtin": "{{{Sparkling}}}"}},
            {"shopper": 1, "do": "return here", "facing": {"gtin": "{{{Water}}}"}},
            {"shopper": 1, "do": "touch"}
            """);

        TruthShopper shopper = Assert.Single(truth.Shoppers);
        Assert.Equal(
            ["pick plain 1", "pick double 3", "pick slowLift 1", "return putBack 1", "touch touch 0"],
            truth.Actions.Where(a => a.Shopper is not null).Select(a => $"{a.Kind} {a.Scene} {a.Quantity}"));
        Assert.Equal([Water, Tea, Sparkling, Water], truth.Actions.Where(a => a.Shopper is not null).Take(4).Select(a => a.Gtin));
        Assert.True(truth.Actions[0].TimeUs > Heard.Start.Us + 14_000_000);
        Assert.Equal([new TruthLine(Sparkling, 1), new TruthLine(Tea, 3)], shopper.Lines);
    }

    [Theory]
    [InlineData("same moment", "sameMoment", Water)]
    [InlineData("crossed", "crossed", Tea)] // something else stands an arm's length away
    [InlineData("handover", "handover", Water)]
    [InlineData("exchange", "exchange", Water)]
    public void Script_OfTwoTogether_BringsThemTogether(string action, string scene, string gtin)
    {
        Truth truth = Live($$$"""
            {"shopper": 2, "do": "pick", "facing": {"gtin": "{{{Tea}}}"}}, {"shopper": 2, "at": 26, "do": "join"},
            {"shopper": 1, "at": 24, "do": "{{{action}}}", "facing": {"gtin": "{{{gtin}}}"}}
            """);

        Assert.Equal(2, truth.Actions.Where(a => a.Scene == scene).SelectMany(a => new[] { a.Shopper, a.To }).OfType<string>().Distinct().Count());
        WorldTests.AssertLinesAreWhatTheActionsSay(truth);
    }

    [Fact]
    public void Script_OfStaffGroupsAndSecondVisits_MakesThem()
    {
        Truth truth = Live($$$"""
            {"shopper": 1, "do": "restock", "count": 2, "facing": {"gtin": "{{{Water}}}"}},
            {"shopper": 2, "do": "pick", "facing": {"gtin": "{{{Tea}}}"}}, {"shopper": 2, "do": "leave group"}, {"shopper": 2, "do": "pick"},
            {"shopper": 3, "do": "pick"}, {"shopper": 3, "do": "re-enter"}, {"shopper": 3, "do": "pick", "facing": {"gtin": "{{{Water}}}"}},
            {"shopper": 4, "do": "return to wrong place", "facing": {"gtin": "{{{Water}}}"}, "to": {"gtin": "{{{Tea}}}"}},
            {"shopper": 4, "do": "pick misplaced"}
            """);

        Assert.Equal(5, truth.Shoppers.Count);
        Assert.True(truth.Shoppers[0].Staff);
        Assert.Equal(2, truth.Actions.Count(a => a is { Scene: "restock", Gtin: Water }));
        Assert.Equal(2, truth.Shoppers[1].Party);
        Assert.True(truth.Actions.Count(a => a.Scene == "leaveGroup") >= 2);
        Assert.Equal([new TruthLine(Water, 1)], truth.Shoppers[4].Lines);
        Assert.Contains(truth.Actions, a => a is { Scene: "reenter", Gtin: Water } && a.Shopper == truth.Shoppers[4].Shopper);
        Assert.Contains(truth.Actions, a => a is { Scene: "stray", Gtin: Water } && a.Shopper == truth.Shoppers[3].Shopper);
        WorldTests.AssertLinesAreWhatTheActionsSay(truth);
    }

    [Fact]
    public void Script_OfAFacingThatTheStoreLacks_IsAMistakeOfTheCaller()
    {
        Scenario day = Day("""{"shopper": 1, "do": "pick", "facing": {"gtin": "123"}}""");

        var refused = Assert.Throws<UserMistakeException>(() => new Heard(day, 1));

        Assert.Contains("a facing of 123", refused.Message, StringComparison.Ordinal);
    }

    private static Truth Live(string steps)
    {
        using var heard = new Heard(Day(steps), 3);
        return heard.Live().World.ToTruth();
    }

    private static Scenario Day(string steps)
    {
        SettingsResult<Scenario> read = SettingsFile.Parse<Scenario>($$"""{"seconds": 120, "physics": {"knocksPerMinute": 0}, "script": [{{steps}}]}""", "s.json");
        Assert.True(read.IsValid, string.Join('\n', read.Problems));
        return read.Value;
    }
}
