using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Jpeg;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Camera.Jpeg;

/// <summary>Pictures as JPEG, judged by somebody else's decoder.</summary>
public sealed class JpegWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-jpeg-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Sides that are no multiple of a block, odd ones too; the same picture comes back, as well as its quality allows.</summary>
    [Theory]
    [Trait("Needs", "ffmpeg")]
    [InlineData(320, 180, 90, 37)]
    [InlineData(320, 180, 50, 31)]
    [InlineData(317, 179, 80, 34)]
    [InlineData(33, 17, 80, 26)]
    [InlineData(4, 4, 80, 20)]
    public void Picture_WrittenAndReadByFfmpeg_IsTheSame(int width, int height, int quality, double decibelsMin)
    {
        Frame picture = Scene(width, height);
        byte[] to = new byte[200_000];

        int length = new JpegWriter(quality).Write(picture.Pixels, width, height, to);
        Frame back = Read(to.AsSpan(0, length));

        Assert.Equal((width, height), (back.Width, back.Height));
        double decibels = Decibels(picture.Pixels, back.Pixels);
        Assert.True(decibels >= decibelsMin, $"{decibels:0.0} dB in {length} bytes");
    }

    [Fact]
    [Trait("Needs", "ffmpeg")]
    public void Picture_OfHardNoise_IsReadWhole()
    {
        // The largest steps that there can be, in every direction: nothing may overflow.
        const int Width = 64, Height = 48;
        byte[] pixels = new byte[Frame.Bytes(Width, Height)];
        var random = new Random(5);
        for (int i = 0; i < pixels.Length; i++) pixels[i] = random.Next(2) == 0 ? (byte)0 : (byte)255;
        byte[] to = new byte[100_000];

        int length = new JpegWriter(95).Write(pixels, Width, Height, to);

        Frame back = Read(to.AsSpan(0, length));
        // What lay outside of 16…235 is cut off by whoever shows it: compared as it is shown.
        Span<byte> shown = pixels.AsSpan(0, Width * Height);
        for (int i = 0; i < shown.Length; i++) shown[i] = Math.Clamp(shown[i], (byte)16, (byte)235);
        double decibels = Decibels(shown, back.Brightness);
        Assert.True(decibels > 25, $"{decibels:0.0} dB");
    }

    [Fact]
    public void Picture_WithoutRoom_IsNotWritten()
    {
        byte[] pixels = new byte[Frame.Bytes(64, 48)];
        new Random(5).NextBytes(pixels);
        var writer = new JpegWriter(90);

        int whole = writer.Write(pixels, 64, 48, new byte[100_000]);

        Assert.Equal(0, writer.Write(pixels, 64, 48, new byte[whole - 1]));
        Assert.Equal(0, writer.Write(pixels, 64, 48, new byte[100]));
        Assert.Equal(whole, writer.Write(pixels, 64, 48, new byte[whole + 2]));
    }

    [Fact]
    public void Picture_Written_AllocatesNothing()
    {
        byte[] pixels = new byte[Frame.Bytes(320, 180)];
        byte[] to = new byte[200_000];
        var writer = new JpegWriter(70);
        writer.Write(pixels, 320, 180, to);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) writer.Write(pixels, 320, 180, to);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(40, 20, 20, 10)]
    [InlineData(41, 21, 20, 10)]
    [InlineData(4, 4, 2, 2)]
    public void Half_OfAPicture_HasTheMeansOfFour(int width, int height, int halfWidth, int halfHeight)
    {
        byte[] from = new byte[Frame.Bytes(width, height)];
        for (int i = 0; i < from.Length; i++) from[i] = (byte)(i % width);
        from.AsSpan(width * height).Fill(77);
        byte[] half = new byte[Frame.Bytes(halfWidth, halfHeight)];

        Halving.Halve(from, width, height, half);

        Assert.Equal((halfWidth, halfHeight), (Halving.Side(width), Halving.Side(height)));
        for (int i = 0; i < halfWidth * halfHeight; i++) Assert.Equal((2 * (i % halfWidth)) + 1, half[i]); // 2x and 2x + 1, rounded up
        Assert.All(half[(halfWidth * halfHeight)..], b => Assert.Equal(77, b));
    }

    /// <summary>Soft shapes with an edge between them.</summary>
    private static Frame Scene(int width, int height)
    {
        var frame = new Frame(width, height);
        Span<byte> pixels = frame.Drawable;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                pixels[(y * width) + x] = (byte)(x > width / 2 ? 40 + (y % 64) : 200 - (x % 64));
        int colour = (width + 1) / 2 * ((height + 1) / 2);
        for (int i = 0; i < colour; i++)
        {
            pixels[(width * height) + i] = (byte)(90 + (i % ((width + 1) / 2) * 60 / width));
            pixels[(width * height) + colour + i] = 150;
        }
        return frame;
    }

    private Frame Read(ReadOnlySpan<byte> jpeg)
    {
        string file = Path.Combine(_folder, "picture.jpg");
        File.WriteAllBytes(file, jpeg);
        using var reader = new FrameReader(CameraSource.Parse(file), new CameraOptions());
        return reader.Read(null)!;
    }

    private static double Decibels(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        double squares = 0;
        for (int i = 0; i < one.Length; i++) squares += (one[i] - other[i]) * (double)(one[i] - other[i]);
        return 10 * Math.Log10(255.0 * 255 / Math.Max(1e-9, squares / one.Length));
    }
}
