using System.Net.Http;

namespace O4O.Simulator.Demo.Processes;

/// <summary>One of our programs as a child process, watched by its <c>/healthz</c>.</summary>
public sealed class DotnetService : ISupervised
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly IReadOnlyList<string> _arguments;
    private readonly string _logFile;
    private readonly Uri _health;
    private volatile ChildProcess? _process;

    /// <param name="name">Short name for people.</param>
    /// <param name="program">The program's dll.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="address">Where it answers HTTP.</param>
    /// <param name="logFile">Where its output goes; added to by each life.</param>
    public DotnetService(string name, string program, IReadOnlyList<string> arguments, Uri address, string logFile)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        Name = name;
        _arguments = ["exec", program, .. arguments];
        _health = new Uri(address, "/healthz");
        _logFile = logFile;
    }

    public string Name { get; }

    public int ProcessId => _process is { Exited.IsCompleted: false } process ? process.ProcessId : 0;

    public string LastLines => _process?.LastLines() ?? "";

    public Task<int> Start()
    {
        var process = new ChildProcess(Name, Programs.Dotnet, _arguments, _logFile);
        _process = process;
        return process.Exited;
    }

    public async Task<bool> IsHealthyAsync(CancellationToken cancel)
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(_health, cancel).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
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

    public void Dispose() => _http.Dispose();
}
