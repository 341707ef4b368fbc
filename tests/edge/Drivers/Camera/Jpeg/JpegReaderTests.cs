using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Jpeg;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Camera.Jpeg;

/// <summary>JPEG back into planes, beside somebody else's decoder, and out of bytes that are none.</summary>
public sealed class JpegReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-jpeg-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(320, 180, 90, 37)]
    [InlineData(320, 180, 50, 31)]
    [InlineData(317, 179, 80, 34)]
    [InlineData(33, 17, 80, 26)]
    [InlineData(1, 1, 90, 26)]
    public void Picture_WrittenAndRead_IsTheSame(int width, int height, int quality, double decibelsMin)
    {
        byte[] picture = Scene(width, height);
        var reader = new JpegReader();

        Assert.True(reader.TryRead(Jpeg(picture, width, height, quality), out string error), error);

        Assert.Equal((width, height), (reader.Width, reader.Height));
        Assert.True(Decibels(picture, reader.Pixels) >= decibelsMin, $"{Decibels(picture, reader.Pixels):0.0} dB");
    }

    /// <summary>Both end with their own rounding; by more than a few steps they differ nowhere.</summary>
    [Theory]
    [Trait("Needs", "ffmpeg")]
    [InlineData(320, 180, 90)]
    [InlineData(316, 178, 40)]
    public void Picture_ReadByFfmpegToo_IsTheSameThere(int width, int height, int quality)
    {
        byte[] jpeg = Jpeg(Scene(width, height), width, height, quality);
        string file = Path.Combine(_folder, "picture.jpg");
        File.WriteAllBytes(file, jpeg);
        using var theirs = new FrameReader(CameraSource.Parse(file), new CameraOptions());
        Frame other = theirs.Read(null)!;
        var reader = new JpegReader();

        Assert.True(reader.TryRead(jpeg, out string error), error);

        int most = 0;
        for (int i = 0; i < other.Pixels.Length; i++) most = Math.Max(most, Math.Abs(other.Pixels[i] - reader.Pixels[i]));
        Assert.InRange(most, 0, 3);
    }

    [Fact]
    public void Picture_OfHardNoise_IsReadWhole()
    {
        byte[] pixels = new byte[Frame.Bytes(64, 48)];
        var random = new Random(5);
        for (int i = 0; i < pixels.Length; i++) pixels[i] = random.Next(2) == 0 ? (byte)16 : (byte)235;
        var reader = new JpegReader();

        Assert.True(reader.TryRead(Jpeg(pixels, 64, 48, 95), out string error), error);

        Assert.True(Decibels(pixels, reader.Pixels) > 25, $"{Decibels(pixels, reader.Pixels):0.0} dB");
    }

    [Fact]
    public void Picture_CutOffAnywhere_IsRefusedWithTheReason()
    {
        byte[] jpeg = Jpeg(Scene(64, 48), 64, 48, 80);
        var reader = new JpegReader();

        for (int length = 0; length < jpeg.Length - 4; length++)
        {
            Assert.False(reader.TryRead(jpeg.AsSpan(0, length), out string error), $"{length} of {jpeg.Length} bytes");
            Assert.NotEmpty(error);
        }
    }

    /// <summary>Whatever the bytes are, there is a picture or a reason, and never anything else.</summary>
    [Fact]
    public void Bytes_ChangedByChance_AreReadOrRefused()
    {
        byte[] jpeg = Jpeg(Scene(48, 32), 48, 32, 80);
        var random = new Random(11);
        var reader = new JpegReader();
        int refused = 0;
        for (int round = 0; round < 4_000; round++)
        {
            byte[] changed = [.. jpeg];
            for (int i = random.Next(1, 6); i > 0; i--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            if (reader.TryRead(changed, out string error)) Assert.Equal(Frame.Bytes(reader.Width, reader.Height), reader.Pixels.Length);
            else
            {
                Assert.NotEmpty(error);
                refused++;
            }
        }
        Assert.InRange(refused, 1, 3_999);
    }

    [Fact]
    public void Picture_ReadAgain_IsTheSameBytesAndAllocatesNothing()
    {
        byte[] jpeg = Jpeg(Scene(320, 180), 320, 180, 70);
        var reader = new JpegReader();
        reader.TryRead(jpeg, out _);
        byte[] first = reader.Pixels.ToArray();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) reader.TryRead(jpeg, out _);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(first, reader.Pixels.ToArray());
    }

    private static byte[] Jpeg(byte[] pixels, int width, int height, int quality)
    {
        byte[] to = new byte[200_000];
        int length = new JpegWriter(quality).Write(pixels, width, height, to);
        Assert.True(length > 0);
        return to[..length];
    }

    /// <summary>Soft shapes with an edge between them.</summary>
    private static byte[] Scene(int width, int height)
    {
        byte[] pixels = new byte[Frame.Bytes(width, height)];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                pixels[(y * width) + x] = (byte)(x > width / 2 ? 40 + (y % 64) : 200 - (x % 64));
        int colour = (width + 1) / 2 * ((height + 1) / 2);
        for (int i = 0; i < colour; i++)
        {
            pixels[(width * height) + i] = (byte)(90 + (i % ((width + 1) / 2) * 60 / width));
            pixels[(width * height) + colour + i] = 150;
        }
        return pixels;
    }

    private static double Decibels(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        double squares = 0;
        for (int i = 0; i < one.Length; i++) squares += (one[i] - other[i]) * (double)(one[i] - other[i]);
        return 10 * Math.Log10(255.0 * 255 / Math.Max(1e-9, squares / one.Length));
    }
}
