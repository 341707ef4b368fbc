using System.Diagnostics;
using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Pictures;

namespace O4O.Simulator.Tests.Rendering;

/// <summary>What others read in the files that are written.</summary>
[Trait("Needs", "ffmpeg")]
public class PictureFileTests
{
    [Theory]
    [InlineData(64, 48, 90)]
    [InlineData(61, 47, 55)]
    [InlineData(33, 17, 20)]
    public void Jpeg_ReadByAnother_IsWhatIsLeftOfThePicture(int width, int height, int quality)
    {
        byte[] picture = Painted(width, height), left = new byte[picture.Length];
        var planes = new JpegPlanes(width, height, quality);
        planes.Load(picture);
        planes.Save(left);

        byte[] read = Read(JpegFile.Write(planes, width, height), "mjpeg", picture.Length);

        // Brightness to a few levels: readers stretch the colours' half size each in their own way.
        double sum = 0;
        for (int i = 0; i < read.Length; i += 3) sum += Math.Abs(Grey(read, i) - Grey(left, i));
        Assert.InRange(sum / (read.Length / 3), 0, 2.5);
    }

    [Theory]
    [InlineData(64, 48)]
    [InlineData(61, 1)]
    public void Png_ReadByAnother_IsThePicture(int width, int height)
    {
        byte[] picture = Painted(width, height);

        Assert.Equal(picture, Read(PngFile.Write(picture, width, height), "png", picture.Length));
    }

    [Fact]
    public void Jpeg_AtLowerQuality_IsSmallerAndFartherFromThePicture()
    {
        byte[] picture = Painted(64, 64), good = new byte[picture.Length], bad = new byte[picture.Length];
        JpegPlanes fine = new(64, 64, 95), coarse = new(64, 64, 30);
        fine.Load(picture);
        coarse.Load(picture);
        fine.Save(good);
        coarse.Save(bad);

        Assert.True(JpegFile.Write(coarse, 64, 64).Length < JpegFile.Write(fine, 64, 64).Length * 3 / 4);
        Assert.True(Off(picture, bad) > 1.5 * Off(picture, good));
    }

    private static double Off(byte[] a, byte[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    private static double Grey(byte[] rgb, int at) => 0.299 * rgb[at] + 0.587 * rgb[at + 1] + 0.114 * rgb[at + 2];

    /// <summary>Slopes, an edge, and some grain.</summary>
    private static byte[] Painted(int width, int height)
    {
        var dice = new Dice(3, "painted");
        var rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int at = (y * width + x) * 3, edge = x > width / 2 ? 60 : 0;
                (rgb[at], rgb[at + 1], rgb[at + 2]) = ((byte)(40 + 2 * x + edge), (byte)(60 + 2 * y + dice.Below(9)), (byte)(200 - x - y));
            }
        }
        return rgb;
    }

    private static byte[] Read(byte[] file, string codec, int length)
    {
        using Process ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-loglevel", "error", "-f", "image2pipe", "-c:v", codec, "-i", "-", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        using (Stream input = ffmpeg.StandardInput.BaseStream) input.Write(file);
        var read = new MemoryStream();
        ffmpeg.StandardOutput.BaseStream.CopyTo(read);
        ffmpeg.WaitForExit();
        Assert.Equal((0, (long)length), (ffmpeg.ExitCode, read.Length));
        return read.ToArray();
    }
}
