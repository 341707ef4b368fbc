using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Privacy;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Camera;

public sealed class PrivacyMaskTests
{
    private const int Width = 60, Height = 40;

    [Fact]
    public void Apply_OfARectangle_BlackensItAndAtMostTwoPixelsMore()
    {
        byte[] pixels = Masked(Width, Height, [[0.25, 0.25], [0.5, 0.75]]);

        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                byte pixel = pixels[(y * Width) + x];
                if (x is >= 15 and < 30 && y is >= 10 and < 30) Assert.Equal(16, pixel);
                else if (x is < 13 or >= 32 || y is < 8 or >= 32) Assert.Equal(200, pixel);
            }
        }
    }

    [Fact]
    public void Apply_OfAnyTriangle_LeavesNoPixelInsideItToBeSeen()
    {
        var share = Gen.Choose(0, 1000).Select(i => i / 1000.0);
        var triangles =
            from x0 in share
            from y0 in share
            from x1 in share
            from y1 in share
            from x2 in share
            from y2 in share
            select new double[][] { [x0, y0], [x1, y1], [x2, y2] };

        Prop.ForAll(triangles.ToArbitrary(), t =>
        {
            byte[] pixels = Masked(Width, Height, t);
            for (int y = 0; y < Height; y++)
                for (int x = 0; x < Width; x++)
                    if (Inside(t, (x + 0.5) / Width, (y + 0.5) / Height) && pixels[(y * Width) + x] != 16) return false;
            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Apply_OfTheWholePicture_LeavesNoColourEither()
    {
        byte[] pixels = Masked(33, 21, [[0, 0], [1, 1]]);

        Assert.All(pixels[..(33 * 21)], p => Assert.Equal(16, p));
        Assert.All(pixels[(33 * 21)..], p => Assert.Equal(128, p));
    }

    [Fact]
    public void Read_OfAFile_GivesItsShapes()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{"masks": [{"points": [[0, 0], [0.25, 0.4]]}, {"points": [[0, 0], [1, 0], [1, 1]]}]}""");
            Assert.Equal([2, 3], PrivacyMask.Read(file).Select(s => s.Points.Count));

            File.WriteAllText(file, """{"masks": [{"points": [[0, 0], [25, 40]]}]}""");
            Assert.Contains(
                "$.masks[0].points must each be [x, y] with numbers between 0 and 1",
                Assert.Throws<CameraException>(() => PrivacyMask.Read(file)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static byte[] Masked(int width, int height, double[][] points)
    {
        byte[] pixels = new byte[Frame.Bytes(width, height)];
        Array.Fill(pixels, (byte)200);
        new PrivacyMask([new MaskShape { Points = points }], width, height).Apply(pixels);
        return pixels;
    }

    /// <summary>On the same side of all three edges.</summary>
    private static bool Inside(double[][] t, double x, double y)
    {
        double a = Side(t[0], t[1], x, y), b = Side(t[1], t[2], x, y), c = Side(t[2], t[0], x, y);
        return (a > 0 && b > 0 && c > 0) || (a < 0 && b < 0 && c < 0);
    }

    private static double Side(double[] p, double[] q, double x, double y) => ((q[0] - p[0]) * (y - p[1])) - ((q[1] - p[1]) * (x - p[0]));
}
