using O4O.Simulator.Rendering.Figures;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Tests.Rendering;

public class FigureLayerTests
{
    private static readonly View Front = View.Whole(Pinboard.Level(), 320, 240);

    /// <summary>The box is that of the pixels, no wider and no narrower.</summary>
    [Theory]
    [InlineData("brown")]
    [InlineData("fisheye")]
    [InlineData("none")]
    public void SeenBox_OfEverybody_IsTheBoxAroundTheirPixels(string lens)
    {
        View view = View.Whole(Pinboard.Camera(lens), 320, 240);

        (FigureLayer layer, _) = Pinboard.Draw(view, Pinboard.Room(), [], [.. Enumerable.Range(0, 6).Select(i => Pinboard.Stands(i, -700 + 320 * i, 200 + 90 * (i % 3)))]);

        Assert.All(layer.Figures, figure =>
        {
            PixelRect around = PixelRect.Nothing;
            int count = 0;
            for (int y = 0; y < view.Height; y++)
            {
                for (int x = 0; x < view.Width; x++)
                {
                    if (!IsBody(layer, figure, y * view.Stride + x)) continue;
                    around = around.Join(new(x, y, x + 1, y + 1));
                    count++;
                }
            }
            Assert.True(count > 100);
            Assert.Equal((around, count), (figure.Seen, figure.SeenPixels));
            Assert.Equal(figure.Full, figure.Full.Join(figure.Seen));
        });
    }

    [Fact]
    public void Figure_WithNothingBeforeIt_IsSeenWhole()
    {
        (FigureLayer layer, _) = Pinboard.Draw(Front, Pinboard.Room(), [], Pinboard.Stands(Pinboard.Bare, 0, 0));

        Drawn drawn = Assert.Single(layer.Figures);
        Assert.Equal((drawn.Full, drawn.FullPixels), (drawn.Seen, drawn.SeenPixels));
        // 1.7 m, four metres away, behind 300 pixels of focal length.
        Assert.InRange(drawn.Full.Height, 122, 138);
    }

    /// <summary>A wall that covers exactly what is left of the camera's axis leaves the right half.</summary>
    [Fact]
    public void Figure_HalfBehindAWall_IsHalfSeen()
    {
        Solid wall = Solid.Box(new(-3_000, -1_000, 0), new(0, -900, 2_900), Pinboard.Grey);

        (FigureLayer layer, _) = Pinboard.Draw(Front, Pinboard.Room(wall), [], Pinboard.Stands(3, 0, 0));

        Drawn drawn = layer.Figures[0];
        Assert.InRange(drawn.SeenPixels / (double)drawn.FullPixels, 0.36, 0.64);
        Assert.InRange(drawn.Seen.Left, 159, 161);
        Assert.True(drawn.Full.Left < 155);
    }

    [Fact]
    public void Figure_WholeBehindAWall_IsNotSeenAndStillKnown()
    {
        Solid wall = Solid.Box(new(-3_000, -1_000, 0), new(3_000, -900, 2_900), Pinboard.Grey);

        (FigureLayer layer, _) = Pinboard.Draw(Front, Pinboard.Room(wall), [], Pinboard.Stands(3, 0, 0));

        Assert.Equal(0, layer.Figures[0].SeenPixels);
        Assert.True(layer.Figures[0].Seen.IsEmpty);
        Assert.True(layer.Figures[0].FullPixels > 300);
    }

    /// <summary>The order in which they are given is no matter: the nearer one hides the farther one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Figures_OneBehindTheOther_TheNearerIsSeen(bool turned)
    {
        Stance near = Pinboard.Stands(1, 0, -900), far = Pinboard.Stands(2, 60, 600);

        (FigureLayer layer, _) = Pinboard.Draw(Front, Pinboard.Room(), [], turned ? [far, near] : [near, far]);

        Drawn first = layer.Figures[turned ? 1 : 0], second = layer.Figures[turned ? 0 : 1];
        Assert.True(first.SeenPixels > 0.9 * first.FullPixels);
        Assert.InRange(second.SeenPixels / (double)second.FullPixels, 0, 0.35);
    }

    /// <summary>A figure that hides part of another hides exactly the pixels that it takes.</summary>
    [Fact]
    public void Figures_BehindEachOther_ShareThePixelsOfBothWithoutRest()
    {
        Stance near = Pinboard.Stands(1, 0, -900), far = Pinboard.Stands(2, 160, 600);
        (FigureLayer alone, _) = Pinboard.Draw(Front, Pinboard.Room(), [], far);
        (FigureLayer both, _) = Pinboard.Draw(Front, Pinboard.Room(), [], near, far);

        int taken = 0;
        for (int i = 0; i < alone.Seen.Length; i++)
            if (IsBody(alone, alone.Figures[0], i) && both.Seen[i] >= both.Figures[0].First && both.Seen[i] < both.Figures[0].Last) taken++;

        Assert.True(taken > 50);
        Assert.Equal(alone.Figures[0].SeenPixels, both.Figures[1].SeenPixels + taken);
    }

    private static bool IsBody(FigureLayer layer, Drawn figure, int at)
    {
        int part = layer.Seen[at];
        return part >= figure.First && part < figure.Last && layer.Parts[part].Kind is PartKind.Body or PartKind.LeftHand or PartKind.RightHand;
    }
}
