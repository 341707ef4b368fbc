using System.Diagnostics;
using System.Globalization;
using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Jpeg;

namespace O4O.Benchmarks.Workloads;

/// <summary>
/// Frames of a real video as JPEG, as a recording with pictures holds them, read back; and the floors: ffmpeg's own decoder on the very same
/// pictures, and a memory pass over what comes out. Disposing deletes the files.
/// </summary>
internal sealed class JpegLoad : IDisposable
{
    /// <summary>Different pictures, and how often they come one after another in the long and in the short file.</summary>
    private const int Different = 24, Many = 20, Few = 1;

    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-jpeg-").FullName;
    private readonly byte[][] _pictures = new byte[Different][];
    private readonly JpegReader _reader = new();
    private readonly byte[] _copy;
    private int _next;

    /// <param name="quality">JPEG's.</param>
    public JpegLoad(int quality)
    {
        var writer = new JpegWriter(quality);
        var to = new byte[1 << 20];
        using var video = new FrameReader(CameraSource.Parse(EyesLoad.VideoFile(Environment.GetEnvironmentVariable("O4O_SHARED")!)), new CameraOptions());
        Frame? frame = null;
        for (int i = 0; i < Different; i++)
        {
            for (int skip = 0; skip < 10; skip++) frame = video.Read(frame) ?? throw new InvalidOperationException("the video is too short: this is no measurement");
            _pictures[i] = to[..writer.Write(frame!.Pixels, frame.Width, frame.Height, to)];
        }
        Size = $"{frame!.Width} × {frame.Height}";
        _copy = new byte[frame.Pixels.Length];
        foreach (int times in new[] { Few, Many }) Write(File(times), times);
    }

    public string Size { get; }

    /// <summary>Bytes of a picture, mean.</summary>
    public double Bytes => _pictures.Average(p => p.Length);

    /// <summary>Reads the next picture.</summary>
    public void Read()
    {
        if (!_reader.TryRead(_pictures[_next++ % Different], out string error)) throw new InvalidOperationException($"{error}: this is no measurement");
    }

    /// <summary>Copies as many bytes as a picture has, once.</summary>
    public void MemoryPass() => _reader.Pixels.CopyTo(_copy);

    /// <summary>
    /// Processor time, µs a picture, that ffmpeg's decoder takes in one thread, which leaves the brightness as JPEG has it: that of the long
    /// file less that of the short one, so that its start does not count.
    /// </summary>
    public double FfmpegUs() => (Ffmpeg(File(Many)) - Ffmpeg(File(Few))) / (Different * (Many - Few));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File(int times) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{times}.mjpeg"));

    private void Write(string path, int times)
    {
        using FileStream file = System.IO.File.Create(path);
        for (int i = 0; i < times; i++)
            foreach (byte[] picture in _pictures) file.Write(picture);
    }

    /// <summary>ffmpeg says itself how long it computed: "bench: utime=0.123s stime=0.004s rtime=0.130s".</summary>
    private static double Ffmpeg(string file)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-hide_banner", "-nostdin", "-benchmark", "-threads", "1", "-f", "mjpeg", "-i", file, "-f", "null", "-"]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        const string mark = "bench: utime=";
        int at = said.IndexOf(mark, StringComparison.Ordinal);
        if (process.ExitCode != 0 || at < 0) throw new InvalidOperationException($"ffmpeg did not read {file}: {said}");
        string seconds = said[(at + mark.Length)..];
        return double.Parse(seconds[..seconds.IndexOf('s', StringComparison.Ordinal)], CultureInfo.InvariantCulture) * 1e6;
    }
}
