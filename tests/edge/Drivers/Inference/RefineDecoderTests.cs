using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Refining;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>
/// Four by four cells of a square that is 64 pixels wide around (100, 200): a cell is 16 pixels of the picture, cell 0's middle is (76, 176),
/// cell 15's (124, 224).
/// </summary>
public sealed class RefineDecoderTests
{
    private const int Head = 0, Left = 1, Right = 2;

    private static readonly RefineDecoder Refine = new(
        new ModelInput { Width = 32, Height = 32, Layout = TensorLayout.Nchw, Colour = ColourOrder.Rgb, Fit = PictureFit.Stretch },
        new ModelOutput { Family = OutputFamily.Refine, Strides = [8] });

    /// <summary>Box half of the square wide and a quarter high, an eighth to the right of its middle.</summary>
    private static readonly float[] Whole = [0.9f, 0.125f, 0, MathF.Log(0.5f), MathF.Log(0.25f)];

    private static readonly float[] Here = [10, 0, 0, 0.8f];

    [Fact]
    public void Decode_OfASquare_PlacesBoxHeadAndWrists()
    {
        Detection found = Decode((0, Head, [10, 0.25f, -0.25f, 0.8f]), (3, Left, Here), (12, Right, Here));

        Assert.Equal((0.9f, 0), (found.Score, found.Class));
        Assert.Equal(92, found.X, 1e-3);
        Assert.Equal(192, found.Y, 1e-3);
        Assert.Equal(32, found.Width, 1e-3);
        Assert.Equal(16, found.Height, 1e-3);
        Near((80, 172), found.Points.Head);
        Assert.Equal(0.8, found.Points.Head.Score, 1e-3);
        Near((124, 176), found.Points.LeftWrist);
        Near((76, 224), found.Points.RightWrist);
    }

    [Fact]
    public void Decode_WhereTwoCellsKnowOfAPoint_TakesTheirMean()
    {
        Detection found = Decode((0, Head, [10, 0.5f, 0, 1]), (1, Head, [10, -0.3f, 0, 0.6f]));

        // The one says 1.0 cells from the corner, the other 1.2.
        Near((68 + 16 * 1.1f, 176), found.Points.Head);
        Assert.Equal(0.8, found.Points.Head.Score, 1e-3);
    }

    /// <summary>Both maps are in doubt between the same two places: both are wrists, whichever is the left.</summary>
    [Fact]
    public void Decode_WhereItCannotTellLeftFromRight_TellsBothPlaces()
    {
        Detection found = Decode((3, Left, Here), (12, Left, Here), (3, Right, Here), (12, Right, Here));

        (float X, float Y)[] told = [(found.Points.LeftWrist.X, found.Points.LeftWrist.Y), (found.Points.RightWrist.X, found.Points.RightWrist.Y)];
        Assert.Contains(told, p => Math.Abs(p.X - 124) < 0.1 && Math.Abs(p.Y - 176) < 0.1);
        Assert.Contains(told, p => Math.Abs(p.X - 76) < 0.1 && Math.Abs(p.Y - 224) < 0.1);
    }

    [Fact]
    public void Decode_WhereOneIsSure_TheOtherIsElsewhere()
    {
        // The right one is surely at 12; the left may be at 12 or, a little less likely, at 3.
        Detection found = Decode((12, Right, Here), (12, Left, [10.1f, 0, 0, 0.8f]), (3, Left, Here));

        Near((124, 176), found.Points.LeftWrist);
        Near((76, 224), found.Points.RightWrist);
    }

    [Fact]
    public void Decode_OfFoldedHands_TellsOnePlaceTwice()
    {
        Detection found = Decode((12, Left, Here), (12, Right, Here));

        Near((76, 224), found.Points.LeftWrist);
        Near((76, 224), found.Points.RightWrist);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Decode_OfWhatIsNoNumber_TellsNoPoint(float value)
    {
        Detection found = Decode((0, Head, [value, value, value, value]), (3, Left, [10, value, 0, 1]), (12, Right, Here));

        Assert.Equal(default, found.Points.Head);
        Assert.Equal(default, found.Points.LeftWrist);
    }

    [Fact]
    public void Shape_IsOneRowMoreThanItHasCells() => Assert.Equal("1 × 17 × 12", Refine.Shape.ToString());

    private static Detection Decode(params (int Cell, int Joint, float[] Numbers)[] joints) => Refine.Decode(TinyRefine.Rows(Whole, joints), 100, 200, 64);

    private static void Near((float X, float Y) wanted, BodyPoint point)
    {
        Assert.Equal(wanted.X, point.X, 0.05);
        Assert.Equal(wanted.Y, point.Y, 0.05);
    }
}
