using System.Diagnostics;
using O4O.Edge.Drivers.Mqtt.Native;

namespace O4O.Edge.Drivers.Mqtt.Broker;

/// <summary>
/// One life of the broker's process. Its thread starts it and stays until it ends, because Linux delivers the
/// "parent died" signal when the <i>thread</i> that started a child ends, not its process: a pool thread would not do.
/// </summary>
internal sealed class MosquittoProcess
{
    private const int LinesKept = 40;
    private readonly Queue<string> _lines = new();
    private readonly TaskCompletionSource<int> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _configuration;
    private readonly Action<MosquittoProcess> _onExit;
    private volatile bool _announcedRunning;
    private volatile bool _endRequested;

    public MosquittoProcess(string configuration, Action<MosquittoProcess> onExit)
    {
        _configuration = configuration;
        _onExit = onExit;
        new Thread(Live) { Name = "mosquitto process", IsBackground = true }.Start();
        try
        {
            ProcessId = _started.Task.GetAwaiter().GetResult();
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new BrokerStartException($"mosquitto could not be run: {fault.Message}");
        }
    }

    public int ProcessId { get; }

    /// <summary>Waits for the end when it has not come yet.</summary>
    public int ExitCode => _exited.Task.GetAwaiter().GetResult();

    public bool HasExited => _exited.Task.IsCompleted;

    /// <summary>The broker said that its listeners are open.</summary>
    public bool AnnouncedRunning => _announcedRunning;

    public bool EndRequested => _endRequested;

    public string LastLines()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }

    public bool WaitForExit(TimeSpan limit) => _exited.Task.Wait(limit);

    public void Signal(int signal)
    {
        _endRequested = true;
        if (!HasExited)
        {
            // A process that ends in between answers "no such process", which is what was wanted.
            _ = LibC.Kill(ProcessId, signal);
        }
    }

    private void Live()
    {
        try
        {
            using var process = Process.Start(StartInfo())!;
            process.ErrorDataReceived += (_, line) => Keep(line.Data);
            process.BeginErrorReadLine();
            _started.SetResult(process.Id);

            // Waits for the end of its output too, so that the last lines are the last.
            process.WaitForExit();
            _exited.SetResult(process.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            _started.SetException(fault);
            return;
        }

        _onExit(this);
    }

    private ProcessStartInfo StartInfo()
    {
        var binary = Find("mosquitto") ?? throw new System.ComponentModel.Win32Exception(
            2, "no mosquitto in PATH or /usr/sbin. Cure: apt-get install mosquitto libmosquitto1");
        var info = new ProcessStartInfo { RedirectStandardError = true };

        // util-linux's setsid and setpriv become mosquitto (same process id): a process group of its own, so that Ctrl-C in a
        // terminal is not for the broker too, and the parent-death signal.
        List<string> words = [];
        if (Find("setsid") is { } setsid) words.Add(setsid);
        if (Find("setpriv") is { } setpriv) words.AddRange([setpriv, "--pdeathsig", "KILL"]);
        words.Add(binary);
        info.FileName = words[0];
        foreach (string word in words.Skip(1)) info.ArgumentList.Add(word);

        info.ArgumentList.Add("-c");
        info.ArgumentList.Add(_configuration);
        return info;
    }

    private static string? Find(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var folder in (string[])[.. folders, "/usr/sbin", "/usr/local/sbin", "/usr/bin"])
        {
            var path = Path.Combine(folder, program);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept)
            {
                _lines.Dequeue();
            }
        }

        if (line.Contains("mosquitto version", StringComparison.Ordinal) && line.EndsWith(" running", StringComparison.Ordinal))
        {
            _announcedRunning = true;
        }
    }
}
