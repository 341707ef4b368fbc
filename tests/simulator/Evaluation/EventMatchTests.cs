using O4O.Simulator.Evaluation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Evaluation;

/// <summary>Weight events against what really happened.</summary>
public class EventMatchTests
{
    private const string Cola = "1", Gum = "2";

    [Fact]
    public void Exchange_OfAPickAndAReturnByTwo_IsRightAndBothAreSeen()
    {
        Tally all = Count([Action(TruthAction.Pick, "anna", Cola, 1_000_000), Action(TruthAction.Return, "ben", Cola, 1_200_000)], Exchange(1_150_000));

        Assert.Equal((2, 2, 1, 1), (all.Changes, all.ChangesSeen, all.Events, all.EventsRight));
    }

    [Theory]
    [InlineData("ben", Gum, 1_200_000)]
    [InlineData("anna", Cola, 1_200_000)]
    [InlineData("ben", Cola, 3_400_000)]
    public void Exchange_OfAnythingElse_IsFalseAndNobodyIsSeen(string who, string what, long atUs)
    {
        Tally all = Count([Action(TruthAction.Pick, "anna", Cola, 1_000_000), Action(TruthAction.Return, who, what, atUs)], Exchange(1_150_000));

        Assert.Equal((2, 0, 1, 0), (all.Changes, all.ChangesSeen, all.Events, all.EventsRight));
    }

    private static Tally Count(TruthAction[] actions, params SeenEvent[] events)
    {
        var all = new Tally();
        EventMatch.Count(new Truth { Actions = actions }, events, all, _ => new Tally());
        return all;
    }

    private static SeenEvent Exchange(long atUs) => new(atUs, 1, 1, 0, 1_400, Exchange: true);

    private static TruthAction Action(string kind, string shopper, string gtin, long atUs) => new()
    {
        TimeUs = atUs, Kind = kind, Shopper = shopper, Gtin = gtin, Quantity = 1, Gondola = 1, Shelf = 1, Plate = 2, Grams = 330, Scene = "plain",
    };
}
