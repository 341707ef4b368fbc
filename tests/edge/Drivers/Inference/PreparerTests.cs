using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

public sealed class PreparerTests
{
    /// <summary>Rows are mixed in 256ths of a pixel value, and half a step of brightness becomes 0.58 of a step of colour.</summary>
    private const double Tolerance = 1.0;

    [Fact]
    public void Prepare_OfAnyPictureAndInput_IsThePlainReference()
    {
        var cases =
            from width in Gen.Choose(Picture.SideMin, 140)
            from height in Gen.Choose(Picture.SideMin, 140)
            from side in Gen.Choose(32, 75)
            from other in Gen.Choose(32, 75)
            from fit in Gen.Elements(PictureFit.LetterboxTopLeft, PictureFit.LetterboxCentre, PictureFit.Stretch)
            from colour in Gen.Elements(ColourOrder.Rgb, ColourOrder.Bgr)
            from layout in Gen.Elements(TensorLayout.Nchw, TensorLayout.Nhwc)
            from seed in Gen.Choose(0, 1_000_000)
            select (width, height, seed, Input: new ModelInput
            {
                Width = side, Height = other, Layout = layout, Colour = colour, Fit = fit, Padding = 90, Scale = 0.5,
                Mean = [1, 2, 3], Deviation = [1, 2, 4],
            });

        Prop.ForAll(cases.ToArbitrary(), c => Largest(c.width, c.height, c.seed, c.Input) <= Tolerance).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Prepare_AfterAPictureOfAnotherSize_PadsAnew()
    {
        ModelInput input = Input(48, 48, PictureFit.LetterboxCentre);
        var preparer = new Preparer(input);
        var tensor = new float[3 * 48 * 48];
        preparer.Prepare(new Picture(64, 16, Noise(64, 16, 1)), tensor);

        preparer.Prepare(new Picture(16, 64, Noise(16, 64, 2)), tensor);

        var fresh = new float[tensor.Length];
        new Preparer(input).Prepare(new Picture(16, 64, Noise(16, 64, 2)), fresh);
        Assert.Equal(fresh, tensor);
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(235, 255)]
    [InlineData(255, 255)]
    [InlineData(126, 128)]
    public void Prepare_OfAPlainGreyPicture_GivesItsPixelValue(byte brightness, float pixel)
    {
        ModelInput input = Input(32, 32, PictureFit.Stretch);
        byte[] picture = new byte[Picture.Bytes(40, 30)];
        picture.AsSpan(0, 40 * 30).Fill(brightness);
        picture.AsSpan(40 * 30).Fill(128);
        var tensor = new float[3 * 32 * 32];

        new Preparer(input).Prepare(new Picture(40, 30, picture), tensor);

        Assert.All(tensor, t => Assert.Equal(pixel, t, 0.6f));
    }

    [Fact]
    public void Prepare_IntoATensorOfAnotherSize_IsRefused()
    {
        var preparer = new Preparer(Input(32, 32, PictureFit.Stretch));

        Assert.Throws<ArgumentException>(() => preparer.Prepare(new Picture(8, 8, Noise(8, 8, 1)), new float[5]));
    }

    [Fact]
    public void Picture_WithTooFewBytes_IsRefused() => Assert.Throws<ArgumentException>(() => new Picture(8, 8, new byte[95]).Width);

    private static double Largest(int width, int height, int seed, ModelInput input)
    {
        byte[] picture = Noise(width, height, seed);
        var preparer = new Preparer(input);
        var tensor = new float[3 * input.Width * input.Height];
        preparer.Prepare(new Picture(width, height, picture), tensor);
        Letterbox box = preparer.Letterbox;
        double[] plain = ScalarPreparer.Prepare(picture, width, height, input, box.Left, box.Top, box.Width, box.Height);
        double largest = 0;
        for (int i = 0; i < tensor.Length; i++) largest = Math.Max(largest, Math.Abs(tensor[i] - plain[i]));
        return largest;
    }

    private static ModelInput Input(int width, int height, PictureFit fit) => new()
    {
        Width = width, Height = height, Layout = TensorLayout.Nchw, Colour = ColourOrder.Rgb, Fit = fit,
    };

    private static byte[] Noise(int width, int height, int seed)
    {
        byte[] picture = new byte[Picture.Bytes(width, height)];
        new System.Random(seed).NextBytes(picture);
        return picture;
    }
}
