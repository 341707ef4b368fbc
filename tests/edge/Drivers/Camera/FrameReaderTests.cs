using O4O.Edge.Drivers.Camera;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Camera;

/// <summary>Files and folders through the real ffmpeg.</summary>
[Trait("Needs", "ffmpeg")]
public sealed class FrameReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-frames-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_OfAVideo_GivesEveryFrameOnceInOrder()
    {
        string file = Path.Combine(_folder, "two.mp4");
        Clip.Ffmpeg("-f", "lavfi", "-i", "testsrc=s=66x50:r=12.5:d=4,noise=alls=30:allf=t", "-pix_fmt", "yuv420p", file);

        List<Frame> frames = ReadAll(file, out double fps);

        Assert.Equal(12.5, fps);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), frames.Select(f => f.Number));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => i * 80_000L), frames.Select(f => f.CapturedUs));
        Assert.All(frames, f => Assert.Equal((66, 50), (f.Width, f.Height)));
        Assert.Equal(50, frames.Select(f => Convert.ToHexString(f.Pixels)).Distinct().Count());
    }

    [Fact]
    public void Read_OfAPlainRedVideo_GivesItsColour()
    {
        string file = Path.Combine(_folder, "red.mkv");
        Clip.Ffmpeg("-f", "lavfi", "-i", "color=red:s=64x48:r=10:d=0.3", "-c:v", "ffv1", "-pix_fmt", "yuv420p", file);

        Frame frame = ReadAll(file, out _)[0];

        // BT.601: red is 81, 90, 240.
        Assert.InRange(frame.Pixels[0], 79, 83);
        Assert.InRange(frame.Pixels[64 * 48], 88, 92);
        Assert.InRange(frame.Pixels[^1], 238, 242);
    }

    [Fact]
    public void Read_OfAFolder_GivesItsPicturesByNameInTheirOwnSizes()
    {
        Clip.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=0.3", Path.Combine(_folder, "b%d.png"));
        Clip.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=80x60:r=10:d=0.2", Path.Combine(_folder, "a%d.jpg"));
        Clip.Ffmpeg("-f", "lavfi", "-i", "testsrc=s=33x21:r=10:d=0.1", "-frames:v", "1", Path.Combine(_folder, "c.bmp"));
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "no picture");

        List<Frame> frames = ReadAll(_folder, out _);

        Assert.Equal(["a1.jpg", "a2.jpg", "b1.png", "b2.png", "b3.png", "c.bmp"], frames.Select(f => Path.GetFileName(f.File)));
        Assert.Equal([(80, 60), (80, 60), (64, 48), (64, 48), (64, 48), (33, 21)], frames.Select(f => (f.Width, f.Height)));
        Assert.Equal([1, 2, 3, 4, 5, 6], frames.Select(f => f.Number));
    }

    [Fact]
    public void Read_IntoAFrameOfTheRightSize_UsesItAgain()
    {
        string file = Path.Combine(_folder, "short.mp4");
        Clip.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=1", "-pix_fmt", "yuv420p", file);
        using var reader = new FrameReader(CameraSource.Parse(file), new CameraOptions());

        Frame first = reader.Read(null)!;
        Frame second = reader.Read(first)!;

        Assert.Same(first, second);
        Assert.Equal(2, second.Number);
    }

    [Fact]
    public void Read_AgainAndAgain_AllocatesNothing()
    {
        string file = Path.Combine(_folder, "long.mp4");
        Clip.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=30", "-pix_fmt", "yuv420p", file);
        using var reader = new FrameReader(CameraSource.Parse(file), new CameraOptions { Masks = [new() { Points = [[0, 0], [0.5, 0.5]] }] });
        Frame frame = reader.Read(null)!;
        long least = long.MaxValue;

        for (int pass = 0; pass < 5; pass++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 50; i++) frame = reader.Read(frame)!;
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Theory]
    [InlineData("none.mp4", "there is no such file or folder")]
    [InlineData("text.mp4", "holds no pictures that ffmpeg can read")]
    [InlineData("empty", "holds no pictures")]
    [InlineData("broken", "not a JPEG, PNG or BMP picture, or damaged")]
    public void Read_OfWhatIsNoVideo_NamesItAndTheReason(string name, string reason)
    {
        File.WriteAllText(Path.Combine(_folder, "text.mp4"), "this is no video");
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Directory.CreateDirectory(Path.Combine(_folder, "broken"));
        File.WriteAllText(Path.Combine(_folder, "broken", "1.png"), "this is no picture");

        CameraException e = Assert.Throws<CameraException>(() => ReadAll(Path.Combine(_folder, name), out _));

        Assert.Contains(name, e.Message, StringComparison.Ordinal);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAFolderWithADamagedPicture_SaysHowManyCouldBeRead()
    {
        Clip.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=0.3", Path.Combine(_folder, "%d.png"));
        string last = Path.Combine(_folder, "3.png");
        File.WriteAllBytes(last, File.ReadAllBytes(last)[..40]);

        CameraException e = Assert.Throws<CameraException>(() => ReadAll(_folder, out _));

        Assert.Contains("of 3 pictures from 1.png on, ffmpeg could read 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfALiveSource_IsRefused() =>
        Assert.Throws<CameraException>(() => new FrameReader(CameraSource.Parse("rtsp://camera/stream"), new CameraOptions()));

    [Fact]
    public void Written_Video_HoldsTheFramesThatWereAdded()
    {
        string from = Path.Combine(_folder, "from.mkv"), to = Path.Combine(_folder, "to.mp4");
        Clip.Ffmpeg("-f", "lavfi", "-i", "testsrc=s=65x49:r=10:d=0.5", "-c:v", "ffv1", "-pix_fmt", "yuv420p", from);
        List<Frame> frames = ReadAll(from, out double fps);

        using (var writer = new VideoWriter(to, 65, 49, fps))
        {
            foreach (Frame frame in frames) writer.Add(frame);
            writer.End();
        }

        List<Frame> again = ReadAll(to, out double fpsAgain);
        Assert.Equal((5, 10.0), (again.Count, fpsAgain));
        Assert.Equal((66, 50), (again[0].Width, again[0].Height)); // even, as H.264 wants it
        Assert.InRange(again[2].Pixels[66 * 20] - frames[2].Pixels[65 * 20], -25, 25);
    }

    [Fact]
    public void Written_IntoAFolderThatIsNotThere_NamesTheFile()
    {
        string file = Path.Combine(_folder, "none", "out.mp4"), from = Path.Combine(_folder, "from.mkv");
        Clip.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=0.1", "-c:v", "ffv1", "-pix_fmt", "yuv420p", from);
        Frame frame = ReadAll(from, out _)[0];
        using var writer = new VideoWriter(file, 64, 48, 10);

        CameraException e = Assert.Throws<CameraException>(() =>
        {
            writer.Add(frame);
            writer.End();
        });

        Assert.Contains(file, e.Message, StringComparison.Ordinal);
        Assert.Contains("No such file", e.Message, StringComparison.Ordinal);
    }

    private static List<Frame> ReadAll(string from, out double fps)
    {
        using var reader = new FrameReader(CameraSource.Parse(from), new CameraOptions());
        var frames = new List<Frame>();
        while (reader.Read(null) is { } frame) frames.Add(frame);
        fps = reader.Fps;
        return frames;
    }
}
