namespace O4O.Simulator.Demo.Processes;

/// <summary>A process that a <see cref="Supervisor"/> keeps alive. One life follows the other; the methods may be called from any thread.</summary>
public interface ISupervised : IDisposable
{
    /// <summary>Short name for people: <c>edge</c>, <c>billing</c>, <c>broker</c>.</summary>
    string Name { get; }

    /// <summary>The running process's id; 0 when none runs.</summary>
    int ProcessId { get; }

    /// <summary>The last lines that it wrote, for a report.</summary>
    string LastLines { get; }

    /// <summary>Starts a life. The task ends with that life: its value is the exit code, 128 + the signal when one ended it.</summary>
    /// <exception cref="ServiceStartException">It cannot be started at all.</exception>
    Task<int> Start();

    /// <summary>Whether it does its work now.</summary>
    Task<bool> IsHealthyAsync(CancellationToken cancel);

    /// <summary>Asks it to end (SIGTERM), and ends it by force when it does not. Nothing when it does not run.</summary>
    Task StopAsync();

    /// <summary>Ends it as a power cut would (SIGKILL). Nothing when it does not run.</summary>
    void Kill();
}
