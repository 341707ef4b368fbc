using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Decoding;
using O4O.Edge.Drivers.Inference.Models;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

public sealed class DecoderTests
{
    private static readonly ModelInput Square32 = new()
    {
        Width = 32, Height = 32, Layout = TensorLayout.Nchw, Colour = ColourOrder.Rgb, Fit = PictureFit.Stretch,
    };

    private static readonly YoloxDecoder Yolox = new(Square32, new ModelOutput { Family = OutputFamily.Yolox, Strides = [8, 16, 32] }, 2);
    private static readonly FastestDetDecoder FastestDet = new(Square32, new ModelOutput { Family = OutputFamily.FastestDet, Strides = [16] }, 2);

    [Fact]
    public void Yolox_OfAnAnchorInEachGrid_PlacesItsBox()
    {
        // Anchors 0 to 15 have stride 8, 16 to 19 stride 16, 20 stride 32. Anchor 6 is row 1, column 2.
        float[] rows = TinyModel.Rows(
            (6, [0.5f, 0.25f, MathF.Log(2), MathF.Log(0.5f), 0.9f, 0.1f, 0.8f]),
            (17, [0, 0, 0, 0, 0.8f, 1, 0]),
            (20, [0.5f, 0.5f, MathF.Log(0.75f), 0, 1, 0.7f, 0.6f]));

        ReadOnlySpan<Detection> boxes = Decode(Yolox, rows, 0.5f);

        Assert.Equal(3, boxes.Length);
        Near(new Detection(20 - 8, 10 - 2, 16, 4, 0.72f, 1), boxes[0]);
        Near(new Detection(16 - 8, 0 - 8, 16, 16, 0.8f, 0), boxes[1]);
        Near(new Detection(16 - 12, 16 - 16, 24, 32, 0.7f, 0), boxes[2]);
    }

    [Fact]
    public void Yolox_WithObjectnessOrClassTooLow_GivesNothing()
    {
        float[] rows = TinyModel.Rows(
            (1, [0, 0, 0, 0, 0.49f, 1, 1]),
            (2, [0, 0, 0, 0, 0.9f, 0.5f, 0.5f]));

        Assert.Equal(0, Decode(Yolox, rows, 0.5f).Length);
    }

    [Theory]
    [InlineData(float.NaN, 0f, 0f)]
    [InlineData(0f, float.PositiveInfinity, 0f)]
    [InlineData(0f, 0f, float.NaN)]
    [InlineData(0f, 1000f, 0f)]
    public void Yolox_WithNumbersThatAreNone_GivesNothing(float x, float logWidth, float objectness)
    {
        float[] rows = TinyModel.Rows((3, [x, 0, logWidth, 0, objectness == 0 ? 1 : objectness, 1, 0]));

        Assert.Equal(0, Decode(Yolox, rows, 0.5f).Length);
    }

    [Fact]
    public void Yolox_Shape_IsThatOfItsGridsAndClasses() => Assert.Equal("1 × 21 × 7", Yolox.Outputs[0].ToString());

    [Fact]
    public void FastestDet_OfACell_PlacesItsBox()
    {
        // Two by two cells; planes of objectness, x, y, width, height, class 0, class 1. The lower left cell is set.
        var planes = new float[7 * 4];
        float[] cell = [0.81f, MathF.Atanh(0.5f), MathF.Atanh(-0.25f), 0, MathF.Log(3), 0.2f, 0.64f];
        for (int plane = 0; plane < 7; plane++) planes[(plane * 4) + 2] = cell[plane];

        ReadOnlySpan<Detection> boxes = Decode(FastestDet, planes, 0.5f);

        Assert.Equal(1, boxes.Length);
        // Middle (0 + 0.5, 1 − 0.25) of cells of 16 pixels; size (1/2, 3/4) of 32 pixels; score 0.81^0.6 · 0.64^0.4.
        Near(new Detection(8 - 8, 12 - 12, 16, 24, 0.73718f, 1), boxes[0]);
    }

    [Fact]
    public void FastestDet_BelowTheScore_GivesNothing()
    {
        var planes = new float[7 * 4];
        (planes[1], planes[(5 * 4) + 1]) = (0.81f, 0.64f);

        Assert.Equal(0, Decode(FastestDet, planes, 0.75f).Length);
    }

    [Fact]
    public void FastestDet_Shape_IsThatOfItsCellsAndClasses() => Assert.Equal("1 × 7 × 2 × 2", FastestDet.Outputs[0].ToString());

    [Fact]
    public void Boxes_OfAClassThatIsNotWanted_AreNotKept()
    {
        float[] rows = TinyModel.Rows((0, [0, 0, 0, 0, 1, 1, 0]), (5, [0, 0, 0, 0, 1, 0, 1]));
        var boxes = new BoxList(Yolox.BoxesMax, 0.5f, [false, true]);

        Yolox.Decode(new HandMadeOutput(rows), boxes);

        Assert.Equal(1, boxes.Count);
        Assert.Equal(1, boxes.Boxes[0].Class);
    }

    private static ReadOnlySpan<Detection> Decode(IOutputDecoder decoder, float[] numbers, float scoreMin)
    {
        var boxes = new BoxList(decoder.BoxesMax, scoreMin, [true, true]);
        decoder.Decode(new HandMadeOutput(numbers), boxes);
        return boxes.Boxes;
    }

    private static void Near(Detection expected, Detection found)
    {
        const float Tolerance = 1e-3f;
        Assert.Equal(expected.Class, found.Class);
        Assert.Equal(expected.X, found.X, Tolerance);
        Assert.Equal(expected.Y, found.Y, Tolerance);
        Assert.Equal(expected.Width, found.Width, Tolerance);
        Assert.Equal(expected.Height, found.Height, Tolerance);
        Assert.Equal(expected.Score, found.Score, Tolerance);
    }
}
