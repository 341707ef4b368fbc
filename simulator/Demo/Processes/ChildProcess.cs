using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace O4O.Simulator.Demo.Processes;

/// <summary>
/// One life of a child process, whose output goes to a log file. A thread of its own starts it and stays until it ends,
/// because Linux sends the "parent died" signal when the starting <i>thread</i> ends. The child has a session of its own,
/// so that Ctrl-C at the terminal reaches us alone and we decide what ends when.
/// </summary>
internal sealed class ChildProcess
{
    private const int SignalKill = 9, SignalTerminate = 15, LinesKept = 40;
    private readonly Queue<string> _lines = new();
    private readonly TaskCompletionSource<int> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _logFile;

    /// <param name="name">For the thread and for error messages.</param>
    /// <param name="program">What to run.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="logFile">Its output is added to this file.</param>
    /// <exception cref="ServiceStartException">It cannot be started.</exception>
    public ChildProcess(string name, string program, IReadOnlyList<string> arguments, string logFile)
    {
        _logFile = logFile;
        new Thread(() => Live(program, arguments)) { Name = $"child {name}", IsBackground = true }.Start();
        try
        {
            ProcessId = _started.Task.GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            throw new ServiceStartException($"{name} cannot be started: {fault.Message}", fault);
        }
    }

    public int ProcessId { get; }

    /// <summary>Ends when the process has; its value is the exit code.</summary>
    public Task<int> Exited => _exited.Task;

    public string LastLines()
    {
        lock (_lines) return string.Join('\n', _lines);
    }

    public void Kill() => Signal(SignalKill);

    public void Terminate() => Signal(SignalTerminate);

    // A process that ends in between answers "no such process", which is what was wanted.
    private void Signal(int signal)
    {
        if (!_exited.Task.IsCompleted) _ = SendSignal(ProcessId, signal);
    }

    private void Live(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            using var log = new StreamWriter(_logFile, append: true) { AutoFlush = true };
            using Process process = Process.Start(StartInfo(program, arguments))!;
            process.OutputDataReceived += (_, line) => Keep(log, line.Data);
            process.ErrorDataReceived += (_, line) => Keep(log, line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            _started.SetResult(process.Id);

            // Waits for the end of its output too, so that the last lines are the last.
            process.WaitForExit();
            _exited.SetResult(process.ExitCode);
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            if (!_started.TrySetException(fault)) throw;
        }
    }

    private static ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments)
    {
        var info = new ProcessStartInfo { RedirectStandardError = true, RedirectStandardOutput = true };
        List<string> words = [];

        // Both become the program that follows and keep the process id.
        if (Programs.OnPath("setpriv") is { } setpriv) words.AddRange([setpriv, "--pdeathsig", "KILL"]);
        if (Programs.OnPath("setsid") is { } setsid) words.Add(setsid);
        words.Add(program);
        words.AddRange(arguments);
        info.FileName = words[0];
        foreach (string word in words.Skip(1)) info.ArgumentList.Add(word);
        return info;
    }

    private void Keep(StreamWriter log, string? line)
    {
        if (line is null) return;
        lock (_lines)
        {
            log.WriteLine(line);
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept) _lines.Dequeue();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
