using System.Globalization;
using System.Text;
using O4O.Edge.Drivers.Camera.Ffmpeg;

namespace O4O.Edge.Drivers.Camera;

/// <summary>Writes frames to a video file through ffmpeg.</summary>
public sealed class VideoWriter : IDisposable
{
    private readonly string _file;
    private readonly FfmpegProcess _process;
    private readonly int _width, _height;
    private bool _ended;

    /// <exception cref="CameraException">ffmpeg is not installed.</exception>
    public VideoWriter(string file, int width, int height, double fps)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        (_file, _width, _height) = (file, width, height);
        _process = new FfmpegProcess(
            [
                "-hide_banner", "-loglevel", "error", "-y", "-f", "yuv4mpegpipe", "-i", "pipe:0",
                // H.264 wants even sides.
                "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p",
                "-movflags", "+faststart", "-f", "mp4", "file:" + Path.GetFullPath(file),
            ],
            writes: true);
        const int Thousand = 1000;
        Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"YUV4MPEG2 W{width} H{height} F{Math.Round(fps * Thousand):0}:{Thousand} Ip A1:1 C420mpeg2\n")));
    }

    /// <summary>Adds a frame; one of another size than the first is refused.</summary>
    /// <exception cref="CameraException">The file cannot be written, or the size differs.</exception>
    public void Add(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Width != _width || frame.Height != _height)
            throw new CameraException($"{_file}: a video has one picture size, {_width} × {_height}; frame {frame.Number} has {frame.Width} × {frame.Height}");
        Write("FRAME\n"u8);
        Write(frame.Pixels);
    }

    /// <summary>Ends the file.</summary>
    /// <exception cref="CameraException">It could not be written whole.</exception>
    public void End()
    {
        if (_ended) return;
        _ended = true;
        _process.Input.Close();
        int status = _process.WaitForEnd();
        if (status != 0) throw Failed();
    }

    public void Dispose() => _process.Dispose();

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _process.Input.Write(bytes);
        }
        catch (IOException)
        {
            _process.WaitForEnd();
            throw Failed();
        }
    }

    private CameraException Failed() => new($"{_file}: could not be written ({_process.LastComplaint})");
}
