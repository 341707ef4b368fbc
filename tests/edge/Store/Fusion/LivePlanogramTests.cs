using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Stories;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Fusion;

public sealed class LivePlanogramTests
{
    private const int High = 1;
    private readonly LivePlanogram _planogram = new(SmallStore.Layout);
    private readonly int _cola = SmallStore.Layout.ProductIndex(SmallStore.Cola);

    [Fact]
    public void Put_AtHome_IsNothingToRemember()
    {
        _planogram.Put(_cola, 0, [0], 2);

        Assert.Empty(_planogram.AllMisplaced);
    }

    [Fact]
    public void Put_Elsewhere_IsRememberedUntilItIsTaken()
    {
        _planogram.Put(_cola, High, [15], 2);
        _planogram.Put(_cola, High, [14, 15], 1);
        int lying = Assert.Single(_planogram.AllMisplaced).Units;

        _planogram.Take(_cola, High, [15], 2);
        int left = Assert.Single(_planogram.AllMisplaced).Units;
        _planogram.Take(_cola, High, [15], 5);

        Assert.Equal((3, 1), (lying, left));
        Assert.Empty(_planogram.AllMisplaced);
    }

    [Fact]
    public void Take_FromOtherPlatesOrOfAnotherProduct_ChangesNothing()
    {
        _planogram.Put(_cola, High, [15], 2);

        _planogram.Take(_cola, High, [9], 2);
        _planogram.Take(_cola + 1, High, [15], 2);
        _planogram.Take(_cola, 0, [15], 2);

        Assert.Equal(2, Assert.Single(_planogram.AllMisplaced).Units);
    }

    [Fact]
    public void Story_AfterARestart_KnowsWhatLiesWhere()
    {
        var story = new Story(96, _ => false);
        _planogram.Put(_cola, High, [14, 15], 2);

        _planogram.CopyTo(story);
        var low = new List<Thing>();
        var high = new List<Thing>();
        story.MayLie(0, low);
        story.MayLie(High, high);

        Assert.Empty(low);
        Assert.Equal([new Thing(Item.Of(_cola), High, 14, 15, 0, 2, null)], high);
    }

    [Fact]
    public void Memory_Full_ForgetsTheOldest()
    {
        for (int plate = 0; plate <= LivePlanogram.MisplacedMax; plate++) _planogram.Put(_cola, High, [1_000 + plate], 1);

        Assert.Equal(LivePlanogram.MisplacedMax, _planogram.AllMisplaced.Count);
        Assert.Equal([1_001], _planogram.AllMisplaced[0].Facing.Plates);
    }
}
