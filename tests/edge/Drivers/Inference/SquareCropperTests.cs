using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>A square of a picture against a plain computation of it, pixel by pixel.</summary>
public sealed class SquareCropperTests
{
    private const int Side = 64;
    private const double Wide = 256;

    [Theory]
    [InlineData(160, 120, 80, 60, 0.25)] // one picture pixel an input pixel
    [InlineData(160, 120, 80.3f, 59.6f, 0.11)] // a coarse camera
    [InlineData(161, 121, 3, 118, 0.3)] // over the picture's corner
    [InlineData(160, 120, -40, 60, 0.2)] // half of it beyond the left edge
    [InlineData(640, 480, 300.5f, 200.25f, 0.7)] // two places a pixel each way
    [InlineData(640, 480, 320, 240, 1.8)] // four, and larger than the picture
    public void Cut_AnyPlaceAndScale_IsWhatAPlainComputationGives(int width, int height, float x, float y, double scale)
    {
        byte[] i420 = Pixels(width, height);
        foreach (ColourOrder colour in (ReadOnlySpan<ColourOrder>)[ColourOrder.Rgb, ColourOrder.Bgr])
        {
            ModelInput input = Input(colour);
            var tensor = new float[3 * Side * Side];

            new SquareCropper(input).Cut(new Picture(width, height, i420), x, y, Wide * scale, tensor);

            double[] wanted = Plain(i420, width, height, x, y, scale, input);
            for (int i = 0; i < tensor.Length; i++) Assert.True(Math.Abs(wanted[i] - tensor[i]) < 0.012, $"{colour}, number {i}: {tensor[i]} instead of {wanted[i]}");
        }
    }

    [Fact]
    public void Cut_OfOneWindowAfterALargerOne_KnowsNothingOfTheFirst()
    {
        byte[] large = Pixels(640, 480), small = Pixels(40, 30);
        var cropper = new SquareCropper(Input(ColourOrder.Rgb));
        float[] first = new float[3 * Side * Side], again = new float[3 * Side * Side];
        cropper.Cut(new Picture(40, 30, small), 20, 15, Wide * 0.1, first);

        cropper.Cut(new Picture(640, 480, large), 300, 200, Wide * 1.2, again);
        cropper.Cut(new Picture(40, 30, small), 20, 15, Wide * 0.1, again);

        Assert.Equal(first, again);
    }

    private static ModelInput Input(ColourOrder colour) => new()
    {
        Width = Side, Height = Side, Layout = TensorLayout.Nchw, Colour = colour, Fit = PictureFit.Stretch, Scale = 1 / 255.0, Mean = [0.1, 0.2, 0.3], Deviation = [1, 0.5, 2],
    };

    private static byte[] Pixels(int width, int height)
    {
        byte[] i420 = new byte[Picture.Bytes(width, height)];
        new Random(7).NextBytes(i420);
        return i420;
    }

    private static double[] Plain(byte[] i420, int width, int height, double x, double y, double scale, ModelInput input)
    {
        int wide = (width + 1) / 2, high = (height + 1) / 2;
        byte[] luma = i420[..(width * height)], u = i420[(width * height)..(width * height + wide * high)], v = i420[(width * height + wide * high)..];
        double side = Wide * scale;
        int places = Math.Clamp((int)Math.Ceiling(side / Side / 1.5), 1, 4);
        var tensor = new double[3 * Side * Side];
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                double sumY = 0, sumU = 0, sumV = 0;
                for (int k = 0; k < places * places; k++)
                {
                    double atX = x + side * ((column + (k % places + 0.5) / places) / Side - 0.5), atY = y + side * ((row + (k / places + 0.5) / places) / Side - 0.5);
                    sumY += ScalarPreparer.Bilinear(luma, width, height, atX - 0.5, atY - 0.5);
                    sumU += ScalarPreparer.Bilinear(u, wide, high, atX / 2 - 0.5, atY / 2 - 0.5);
                    sumV += ScalarPreparer.Bilinear(v, wide, high, atX / 2 - 0.5, atY / 2 - 0.5);
                }
                double n = places * places;
                double[] rgb = ScalarPreparer.Rgb(sumY / n, sumU / n, sumV / n);
                for (int c = 0; c < 3; c++)
                    tensor[(c * Side + row) * Side + column] = (rgb[input.Colour == ColourOrder.Rgb ? c : 2 - c] * input.Scale - input.Mean[c]) / input.Deviation[c];
            }
        }
        return tensor;
    }
}
