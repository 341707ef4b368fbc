using O4O.Simulator.Demo.Processes;

namespace O4O.Simulator.Tests.Demo;

public sealed class SupervisorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-supervisor-").FullName;

    [Fact]
    public async Task Retire_OfAService_EndsItForGoodAndLeavesTheOthers()
    {
        using var one = new Sleeper("one", _folder);
        using var other = new Sleeper("other", _folder);
        await using var supervisor = new Supervisor(new SupervisorOptions());
        await supervisor.StartAsync(one, CancellationToken.None);
        await supervisor.StartAsync(other, CancellationToken.None);

        await supervisor.RetireAsync(one);
        await supervisor.RetireAsync(one); // no more to do
        await supervisor.KillAndAwaitAsync(other, CancellationToken.None);

        Assert.Equal((1, 0), (one.Lives, one.ProcessId));
        Assert.Equal(2, other.Lives);
        Assert.NotEqual(0, other.ProcessId);
        Assert.True(supervisor.AllWell);
        Assert.Equal(["other"], supervisor.Restarts.Select(r => r.Service));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A process that does nothing until it is ended.</summary>
    private sealed class Sleeper(string name, string folder) : ISupervised
    {
        private ChildProcess? _process;

        public int Lives { get; private set; }

        public string Name => name;

        public int ProcessId => _process is { Exited.IsCompleted: false } process ? process.ProcessId : 0;

        public string LastLines => _process?.LastLines() ?? "";

        public Task<int> Start()
        {
            Lives++;
            _process = new ChildProcess(Name, "sleep", ["600"], Path.Combine(folder, Name + ".log"));
            return _process.Exited;
        }

        public Task<bool> IsHealthyAsync(CancellationToken cancel) => Task.FromResult(true);

        public async Task StopAsync()
        {
            if (_process is not { Exited.IsCompleted: false } process) return;
            process.Terminate();
            await process.Exited;
        }

        public void Kill() => _process?.Kill();

        public void Dispose() => Kill();
    }
}
