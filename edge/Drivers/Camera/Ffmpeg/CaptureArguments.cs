using System.Globalization;

namespace O4O.Edge.Drivers.Camera.Ffmpeg;

/// <summary>What ffmpeg is told, to write raw frames of a source to its output.</summary>
internal static class CaptureArguments
{
    /// <summary>How long ffmpeg studies a stream before its first frame, at first and at most, ms: it takes all of that time for what has no header.</summary>
    public const int StudyFirstMs = 250, StudyMaxMs = 8_000;

    private const int StudyBytes = 10_000_000;

    public static IEnumerable<string> For(CameraSource source, CameraOptions options, int studyMs = StudyFirstMs)
    {
        List<string> all = ["-hide_banner", "-loglevel", "error", "-nostdin", "-threads", "1"];
        string waitUs = (options.SilenceMaxMs * 1000L).ToString(CultureInfo.InvariantCulture);
        switch (source.Kind)
        {
            case CameraSourceKind.Device:
                all.AddRange(["-f", "v4l2"]);
                if (options.FpsMax is { } fps) all.AddRange(["-framerate", Text(fps)]);
                break;
            case CameraSourceKind.Network:
                all.AddRange(["-fflags", "nobuffer+discardcorrupt", "-flags", "low_delay", "-probesize", Text(StudyBytes), "-analyzeduration", Text(studyMs * 1000.0)]);
                // Only protocols that know the option accept it; the camera's own watch covers the others.
                if (source.Address.StartsWith("rtsp", StringComparison.OrdinalIgnoreCase)) all.AddRange(["-rtsp_transport", "tcp", "-timeout", waitUs]);
                else if (source.Address.StartsWith("http", StringComparison.OrdinalIgnoreCase)) all.AddRange(["-rw_timeout", waitUs]);
                break;
            case CameraSourceKind.File when options.FileAsCamera:
                all.AddRange(["-re", "-stream_loop", "-1"]);
                break;
        }
        // A name could look like an option or a protocol otherwise.
        all.AddRange(["-i", source.Kind == CameraSourceKind.File ? "file:" + source.Address : source.Address]);
        all.AddRange(Output(options, source.IsLive));
        return all;
    }

    /// <summary>The same for pictures of one size and kind, which are written to ffmpeg's input one after the other.</summary>
    public static IEnumerable<string> ForPictures(string codec, CameraOptions options) =>
        ["-hide_banner", "-loglevel", "error", "-threads", "1", "-f", "image2pipe", "-c:v", codec, "-i", "pipe:0", .. Output(options with { FpsMax = null }, isLive: false)];

    private static IEnumerable<string> Output(CameraOptions options, bool isLive)
    {
        List<string> filters = [];
        // ffmpeg's own filter of rates gives a frame only when the next one has come, and says slow cameras' frames twice. Of a live source the
        // first frame of each period goes on at once; periods begin a quarter early, so that a camera of just that rate loses none.
        if (options.FpsMax is { } fps) filters.Add(isLive ? $"select='not(eq(floor(t*{Text(fps)}+0.25),floor(prev_selected_t*{Text(fps)}+0.25)))'" : $"fps={Text(fps)}");
        if (options.WidthMax is { } width) filters.Add($"scale='min({Text(width)},iw)':-2");
        // Transparent pictures have no colour behind them otherwise than black; video has neither.
        filters.Add("format=yuv420p");
        return
        [
            "-map", "0:v:0", "-an", "-sn", "-dn", "-vf", string.Join(',', filters), "-fps_mode", "passthrough",
            "-f", "yuv4mpegpipe", "-strict", "-1", "pipe:1",
        ];
    }

    private static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
