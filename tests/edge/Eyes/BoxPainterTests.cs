using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Eyes.Drawing;
using Xunit;

namespace O4O.Edge.Tests.Eyes;

public sealed class BoxPainterTests
{
    private const int Width = 101, Height = 75;

    [Fact]
    public void Paint_OfABox_DrawsItsFourSidesAndNotItsInside()
    {
        byte[] picture = Paint(new Detection(20, 30, 50, 40, 0.87f, 0));

        byte ink = Ink.For(0).Y;
        Assert.Equal([ink, ink, ink, ink], new[] { At(picture, 45, 30), At(picture, 45, 69), At(picture, 20, 50), At(picture, 69, 50) });
        Assert.Equal(0, At(picture, 45, 50));
        Assert.Equal(0, At(picture, 45, 72));
    }

    [Theory]
    [InlineData(-500, -500, 2000, 2000)]
    [InlineData(90, 60, 500, 500)]
    [InlineData(-1e30, 10, 3e30, 20)]
    [InlineData(5, 5, 0.1, 0.1)]
    public void Paint_OfABoxThatReachesOut_StaysInThePicture(double x, double y, double width, double height)
    {
        Exception? thrown = Record.Exception(() => Paint(new Detection((float)x, (float)y, (float)width, (float)height, 1, 7)));

        Assert.Null(thrown);
    }

    [Theory]
    [InlineData('i', "111010010010111")]
    [InlineData('7', "111001001001001")]
    [InlineData(' ', "000000000000000")]
    public void Letter_OfTheTable_HasItsShape(char letter, string shape)
    {
        string found = string.Concat(Enumerable.Range(0, 15).Select(i => Letters.IsSet(letter, i % 3, i / 3) ? '1' : '0'));

        Assert.Equal(shape, found);
    }

    private static byte[] Paint(Detection detection)
    {
        byte[] picture = new byte[Frame.Bytes(Width, Height)];
        BoxPainter.Paint(new Canvas(Width, Height, picture), detection, "person");
        return picture;
    }

    private static byte At(byte[] picture, int x, int y) => picture[(y * Width) + x];
}
