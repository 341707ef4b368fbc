using System.ComponentModel;
using System.Diagnostics;

namespace O4O.Edge.Drivers.Camera.Ffmpeg;

/// <summary>One ffmpeg: what it writes can be read, what it complains of is kept (its last lines), and it ends with us.</summary>
internal sealed class FfmpegProcess : IDisposable
{
    private const int LinesKept = 8;
    private readonly Process _process;
    private readonly Queue<string> _complaints = new();
    private bool _disposed;

    /// <exception cref="CameraException">ffmpeg is not installed.</exception>
    public FfmpegProcess(IEnumerable<string> arguments, bool writes)
    {
        var start = new ProcessStartInfo("ffmpeg", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = writes,
            UseShellExecute = false,
        };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new CameraException("ffmpeg could not be started, which decodes pictures; install it (Debian: ffmpeg)", e);
        }
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
    }

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Waits for its end and returns its exit status; what it complained of is complete then.</summary>
    public int WaitForEnd()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>The last thing it said, in one line; empty when it said nothing.</summary>
    public string LastComplaint
    {
        get
        {
            lock (_complaints) return _complaints.Count == 0 ? "" : _complaints.Last();
        }
    }

    /// <summary>Ends it at once; who reads its output then sees the end. From any thread, any number of times.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It had ended by itself: that is what was wanted.
        }
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_complaints)
        {
            if (_complaints.Count == LinesKept) _complaints.Dequeue();
            _complaints.Enqueue(line.Trim());
        }
    }
}
