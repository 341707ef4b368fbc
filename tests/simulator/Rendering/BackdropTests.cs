using O4O.Simulator.Rendering.Scenes;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Tests.Rendering;

public class BackdropTests
{
    private static readonly View View = View.Whole(Pinboard.Camera(), 160, 120);

    private static Stage Stage() => new(
        new(-3_000, -5_000, 0), new(3_000, 3_000, 3_000), Pinboard.Grey, Pinboard.Grey, [Solid.Box(new(-400, 300, 0), new(400, 700, 800), Pinboard.Grey)],
        [(new(-400, 300, 800), new(400, 700, 1_300))]);

    private static Solid Box(float x) => Solid.Box(new(x, 400, 800), new(x + 90, 500, 1_000), new PlainSurface(new(0.8f, 0.1f, 0.1f)));

    /// <summary>What is traced anew in a rectangle is what would be there had all been traced anew.</summary>
    [Fact]
    public void Bake_OfARectangle_IsThatOfTheWhole()
    {
        Stage stage = Stage();
        stage.Exchange(0, [Box(-200), Box(100)]);
        var backdrop = new Backdrop(View, stage, Pinboard.Light(), 2);
        float[] before = [.. backdrop.Red];
        stage.Exchange(0, [Box(100)]);
        var rect = new PixelRect(30, 20, 90, 70);

        backdrop.Bake(rect);

        var whole = new Backdrop(View, stage, Pinboard.Light(), 2);
        int changed = 0;
        for (int y = 0; y < View.Height; y++)
        {
            for (int x = 0; x < View.Width; x++)
            {
                int at = y * View.Stride + x;
                bool inside = x >= rect.Left && x < rect.Right && y >= rect.Top && y < rect.Bottom;
                Assert.Equal(inside ? whole.Red[at] : before[at], backdrop.Red[at]);
                if (inside && before[at] != backdrop.Red[at]) changed++;
            }
        }
        Assert.True(changed > 30);
    }

    /// <summary>How far things are is how far they are: on the floor, the ray ends at height 0.</summary>
    [Fact]
    public void Far_OnTheFloor_EndsAtHeightZero()
    {
        var backdrop = new Backdrop(View, Pinboard.Room(), Pinboard.Light(), 1);

        int floor = 0;
        for (int at = 0; at < backdrop.Far.Length; at++)
        {
            Vec place = View.Origin + View.Direction(at) * backdrop.Far[at];
            if (backdrop.NormalAt(at).Z < 0.9f) continue;
            Assert.InRange(place.Z, -0.5f, 0.5f);
            floor++;
        }
        Assert.True(floor > 2_000);
    }

    [Fact]
    public void Light_UnderATable_IsLessThanBesideIt()
    {
        Solid table = Solid.Box(new(-2_900, -310, 1_500), new(2_900, 1_500, 1_540), Pinboard.Grey);
        var backdrop = new Backdrop(View, Pinboard.Room(table), Pinboard.Light(), 1);
        View.TryProject(new(0, 350, 0), out double ux, out double uy);
        View.TryProject(new(0, -500, 0), out double bx, out double by);

        float under = backdrop.Red[(int)uy * View.Stride + (int)ux], beside = backdrop.Red[(int)by * View.Stride + (int)bx];

        Assert.InRange(under / beside, 0.1f, 0.9f);
    }
}
