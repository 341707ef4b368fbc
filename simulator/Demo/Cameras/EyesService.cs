using O4O.Simulator.Demo.Processes;

namespace O4O.Simulator.Demo.Cameras;

/// <summary>The eyes as a supervised process. They answer no questions: they are well when they read every camera.</summary>
internal sealed class EyesService(string config, string figures, IReadOnlyList<CameraStream> streams, string logFile) : ISupervised
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private volatile ChildProcess? _process;

    public string Name => "eyes";

    public int ProcessId => _process is { Exited.IsCompleted: false } process ? process.ProcessId : 0;

    public string LastLines => _process?.LastLines() ?? "";

    public Task<int> Start()
    {
        var process = new ChildProcess(Name, Programs.Dotnet, ["exec", Programs.Eyes, "eyes", "--config", config, "--json", figures], logFile);
        _process = process;
        return process.Exited;
    }

    public Task<bool> IsHealthyAsync(CancellationToken cancel)
    {
        bool all = true;
        foreach (CameraStream stream in streams) all &= stream.IsRead;
        return Task.FromResult(all);
    }

    public async Task StopAsync()
    {
        if (_process is not { Exited.IsCompleted: false } process) return;
        process.Terminate();
        await Task.WhenAny(process.Exited, Task.Delay(StopLimit)).ConfigureAwait(false);
        process.Kill();
        await process.Exited.ConfigureAwait(false);
    }

    public void Kill() => _process?.Kill();

    public void Dispose()
    {
        // Its process has ended by then; nothing else is held.
    }
}
