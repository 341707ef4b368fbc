using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Cameras;
using O4O.Simulator.People;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Cameras;

/// <summary>Gondola 1 of the demo store stands at the wall, y 5,550 to 6,000, and is open towards the aisle below it.</summary>
public class FurnitureTests
{
    private static readonly StoreLayout Layout = DemoStore.Create().ToLayout();
    private static readonly Furniture Furniture = new(Layout, new FloorPlan(Layout));

    private static Shelf Middle => Layout.Shelves.Single(s => s.Gondola == 1 && s.Number == 3);

    [Fact]
    public void Hand_InAShelf_IsSeenFromTheFrontAndNotFromBehindOrAbove()
    {
        var hand = new Point3(4_000, 5_650, Middle.Space.Min.Z + 120);

        Assert.False(Furniture.Hides(new(4_000, 3_900, 1_900), hand)); // through the gap
        Assert.True(Furniture.Hides(new(4_000, 7_500, 1_900), hand)); // through the back
        Assert.True(Furniture.Hides(new(4_000, 5_650, 2_900), hand)); // through the boards above
        Assert.True(Furniture.Hides(new(1_000, 5_700, 1_100), hand)); // through the side
    }

    [Fact]
    public void Person_BehindAGondola_IsHidden()
    {
        // Gondolas 2 and 3, back to back, y 3,250 to 4,150, 2,020 mm high.
        Assert.True(Furniture.Hides(new(4_000, 1_000, 2_500), new(4_000, 4_600, 1_000)));
        Assert.False(Furniture.Hides(new(4_000, 1_000, 2_500), new(4_000, 2_500, 1_000)));
        Assert.False(Furniture.Hides(new(4_000, 3_700, 2_800), new(4_000, 5_000, 1_600))); // from above it
    }

    [Fact]
    public void Thing_OnABoard_IsNotHiddenByTheBoardThatItLiesOn()
    {
        var thing = new Point3(4_000, 5_570, Middle.Space.Min.Z + 1);

        Assert.False(Furniture.Hides(new(4_000, 4_000, 1_600), thing));
    }
}
