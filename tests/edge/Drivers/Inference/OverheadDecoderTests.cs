using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Decoding;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>Four by four cells of eight pixels; cell 6 is row 1, column 2, its middle (20, 12).</summary>
public sealed class OverheadDecoderTests
{
    private const int Near = 14, WristNear = 17, OneIsLeft = 20;

    private static readonly OverheadDecoder Overhead = new(
        new ModelInput { Width = 32, Height = 32, Layout = TensorLayout.Nchw, Colour = ColourOrder.Rgb, Fit = PictureFit.Stretch },
        new ModelOutput { Family = OutputFamily.Overhead, Strides = [8] });

    /// <summary>Box (middle 4 px to the left, 16 × 24 px), head one cell above, left wrist one cell to the left, right wrist unseen.</summary>
    private static readonly float[] Person = [-0.5f, 0, MathF.Log(2), MathF.Log(3), 0.9f, 0, -1, 0.8f, -1, 0, 0.7f, 0.25f, 0.25f, 0, 0, 0, 0, 0, 0, 0, 1];

    [Fact]
    public void Decode_OfACell_PlacesItsBoxAndItsPoints()
    {
        Detection found = Assert.Single(Decode(TinyModel.Cells((6, 0, Person))));

        Assert.Equal((8f, 0f, 0.9f, 0), (found.X, found.Y, found.Score, found.Class));
        Assert.Equal((16f, 24f), (found.Width, found.Height), (a, b) => MathF.Abs(a.Item1 - b.Item1) < 1e-3f && MathF.Abs(a.Item2 - b.Item2) < 1e-3f);
        Assert.Equal(new BodyPoint(20, 4, 0.8f), found.Points.Head);
        Assert.Equal(new BodyPoint(12, 12, 0.7f), found.Points.LeftWrist);
        Assert.Equal(default, found.Points.RightWrist);
    }

    [Fact]
    public void Decode_WhereACellKnowsThePointNearIt_TakesItsWord()
    {
        // Cell 2, above cell 6, says where the head is; cell 5 says where the wrist is.
        Detection found = Assert.Single(Decode(TinyModel.Cells((6, 0, Person), (2, Near, [0.25f, 0.125f, 0.9f]), (5, WristNear, [0, 0.125f, 1]))));

        Assert.Equal(new BodyPoint(22, 5, 0.8f), found.Points.Head);
        Assert.Equal(new BodyPoint(12, 13, 0.7f), found.Points.LeftWrist);
    }

    [Fact]
    public void Decode_WhereTheOneWristIsHardlyTheLeft_TakesItForTheRight()
    {
        Detection found = Assert.Single(Decode(TinyModel.Cells((6, 0, Person), (6, OneIsLeft, [0.4f]))));

        Assert.Equal(new BodyPoint(12, 12, 0.7f), found.Points.RightWrist);
        Assert.Equal(default, found.Points.LeftWrist);
    }

    [Fact]
    public void Decode_OfTwoCellsThatKnow_TakesTheCloserOfTwoAsSure()
    {
        Detection found = Assert.Single(Decode(TinyModel.Cells((6, 0, Person), (1, Near, [0, 0, 0.9f]), (3, Near, [-0.75f, 0, 0.9f]))));

        Assert.Equal(new BodyPoint(22, 4, 0.8f), found.Points.Head);
    }

    [Theory]
    [InlineData(0.01f)] // hardly sure
    [InlineData(float.NaN)]
    public void Decode_OfACellThatIsNotSure_KeepsThePersonsOwnWord(float near)
    {
        Detection found = Assert.Single(Decode(TinyModel.Cells((6, 0, Person), (2, Near, [0.25f, 0.125f, near]))));

        Assert.Equal(new BodyPoint(20, 4, 0.8f), found.Points.Head);
    }

    [Theory]
    [InlineData(float.NaN, 0f)]
    [InlineData(float.PositiveInfinity, 0f)]
    [InlineData(0f, float.NaN)]
    public void Decode_OfAPointThatIsNone_SaysNotSeen(float x, float y)
    {
        Detection found = Assert.Single(Decode(TinyModel.Cells((6, 0, Person), (6, 5, [x, y, 1]))));

        Assert.Equal(default, found.Points.Head);
    }

    [Fact]
    public void Decode_OfAPointFarOutside_PlacesItThere()
    {
        Detection found = Assert.Single(Decode(TinyModel.Cells((6, 0, Person), (6, 5, [1e12f, -100, 0.5f]))));

        Assert.Equal(12 - 800, found.Points.Head.Y);
        Assert.True(found.Points.Head.X > 1e12f);
    }

    [Theory]
    [InlineData(0.49f)]
    [InlineData(float.NaN)]
    public void Decode_OfACellThatIsNobody_GivesNothing(float score) => Assert.Empty(Decode(TinyModel.Cells((6, 0, Person), (6, 4, [score]))));

    [Fact]
    public void Shape_IsThatOfItsCells() => Assert.Equal("1 × 16 × 21", Overhead.Outputs[0].ToString());

    [Fact]
    public void Detect_InAWidePicture_PlacesThePointsInThePicture()
    {
        using var tiny = new TinyModel(onnx: TinyOnnx.Write([1, 3, 32, 32], [1, 16, 21], TinyModel.Cells((6, 0, Person))), family: "overhead");
        using var detector = new Detector(tiny.Open(), new DetectorOptions());

        Detection found = Assert.Single(detector.Detect(new Picture(128, 64, new byte[Picture.Bytes(128, 64)])).ToArray());

        // The picture is four times as large as the input, and stands at its top left.
        Assert.Equal(new BodyPoint(80, 16, 0.8f), found.Points.Head);
        Assert.Equal(default, found.Points.RightWrist);
    }

    [Fact]
    public void Detect_AgainAndAgain_AllocatesNothing()
    {
        using var tiny = new TinyModel(onnx: TinyOnnx.Write([1, 3, 32, 32], [1, 16, 21], TinyModel.Cells((6, 0, Person))), family: "overhead");
        using var detector = new Detector(tiny.Open(), new DetectorOptions());
        byte[] picture = new byte[Picture.Bytes(32, 32)];
        for (int i = 0; i < 50; i++) detector.Detect(new Picture(32, 32, picture));
        long least = long.MaxValue;

        for (int pass = 0; pass < 5; pass++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 50; i++) detector.Detect(new Picture(32, 32, picture));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Manifest_WithTwoClassesOrTwoGrids_IsRefused()
    {
        var input = new ModelInput { Width = 32, Height = 32, Layout = TensorLayout.Nchw, Colour = ColourOrder.Rgb, Fit = PictureFit.Stretch };
        var manifest = new ModelManifest
        {
            Name = "n", File = "n.onnx", Sha256 = new string('0', 64), Input = input,
            Output = new ModelOutput { Family = OutputFamily.Overhead, Strides = [8, 16] },
            Classes = ["person", "bottle"], Licence = "ours", Origin = "a test", Quality = "none",
        };

        Assert.Contains(manifest.Problems(), p => p.Contains("classes must be one name for the family overhead", StringComparison.Ordinal));
        Assert.Contains(manifest.Output.Problems(), p => p.Contains("strides must be one number for the family overhead", StringComparison.Ordinal));
    }

    private static Detection[] Decode(float[] numbers)
    {
        var boxes = new BoxList(Overhead.BoxesMax, 0.5f, [true]);
        Overhead.Decode(new HandMadeOutput(numbers), boxes);
        return boxes.Boxes.ToArray();
    }
}
