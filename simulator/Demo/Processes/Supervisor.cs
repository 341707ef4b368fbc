using System.Diagnostics;

namespace O4O.Simulator.Demo.Processes;

/// <summary>
/// Keeps services alive: one that dies is started anew, a little later each time it fails, until it dies more often than it
/// may. Notes each return and how long the service was away. Start order is the order of <see cref="StartAsync"/> calls;
/// they are stopped the other way round.
/// </summary>
public sealed class Supervisor : IAsyncDisposable
{
    private const int LooksEveryMs = 10;
    private readonly SupervisorOptions _options;
    private readonly Lock _gate = new();
    private readonly List<Guarded> _guarded = [];
    private readonly List<Restart> _restarts = [];
    private readonly HashSet<string> _away = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private string? _failure;

    private readonly record struct Guarded(ISupervised Service, Task Guard, CancellationTokenSource Ending);

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public Supervisor(SupervisorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <summary>Every return so far, oldest first.</summary>
    public IReadOnlyList<Restart> Restarts
    {
        get
        {
            lock (_gate) return [.. _restarts];
        }
    }

    /// <summary>Why a service was given up, with its last lines; null while none was.</summary>
    public string? Failure
    {
        get
        {
            lock (_gate) return _failure;
        }
    }

    /// <summary>True when every service that was started is up and healthy, as far as is known.</summary>
    public bool AllWell
    {
        get
        {
            lock (_gate) return _failure is null && _away.Count == 0;
        }
    }

    /// <summary>Starts a service, returns once it is healthy, and keeps it alive from then on.</summary>
    /// <exception cref="ServiceStartException">It did not come up; it is not tried again.</exception>
    public async Task StartAsync(ISupervised service, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(service);
        bool isUp = false;
        try
        {
            Task<int> life = Task.FromResult(0);
            await Task.Run(() => { life = service.Start(); }, cancel).ConfigureAwait(false);
            if (await BecomesHealthyAsync(service, life, cancel).ConfigureAwait(false) is { } why)
                throw new ServiceStartException($"{service.Name} {why}. Its last lines:\n{service.LastLines}");
            var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            Task guard = Task.Run(() => GuardAsync(service, life, ending.Token), CancellationToken.None);
            lock (_gate) _guarded.Add(new Guarded(service, guard, ending));
            isUp = true;
        }
        finally
        {
            if (!isUp) await StopAsync(service, Task.CompletedTask).ConfigureAwait(false);
        }
    }

    /// <summary>Ends one service as a power cut would, and returns when the supervisor has it healthy again.</summary>
    /// <exception cref="InvalidOperationException">A service was given up.</exception>
    public async Task KillAndAwaitAsync(ISupervised service, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(service);
        int before = Count(service.Name);
        service.Kill();
        while (Count(service.Name) == before)
        {
            if (Failure is { } failure) throw new InvalidOperationException(failure);
            await Task.Delay(LooksEveryMs, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Stops one service for good, before the others; what it writes at its end is written when this returns. Nothing where it is not kept alive any more.</summary>
    public async Task RetireAsync(ISupervised service)
    {
        ArgumentNullException.ThrowIfNull(service);
        Guarded? found = null;
        lock (_gate)
        {
            int at = _guarded.FindIndex(g => g.Service == service);
            if (at < 0) return;
            found = _guarded[at];
            _guarded.RemoveAt(at);
        }
        await EndAsync(found.Value).ConfigureAwait(false);
        lock (_gate) _away.Remove(service.Name);
    }

    /// <summary>Stops watching, and stops the services, the last started first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        Guarded[] guarded;
        lock (_gate) guarded = [.. _guarded];
        for (int i = guarded.Length - 1; i >= 0; i--) await EndAsync(guarded[i]).ConfigureAwait(false);
        lock (_gate) _guarded.Clear();
        _stopping.Dispose();
    }

    private static async Task EndAsync(Guarded guarded)
    {
        await guarded.Ending.CancelAsync().ConfigureAwait(false);
        await StopAsync(guarded.Service, guarded.Guard).ConfigureAwait(false);
        guarded.Ending.Dispose();
    }

    private static async Task StopAsync(ISupervised service, Task guard)
    {
        // The guard first: what it is starting right now must not come up after it was stopped.
        await guard.ConfigureAwait(false);
        await service.StopAsync().ConfigureAwait(false);
        service.Dispose();
    }

    private int Count(string name)
    {
        lock (_gate) return _restarts.Count(r => r.Service == name);
    }

    private async Task GuardAsync(ISupervised service, Task<int> life, CancellationToken ending)
    {
        var starts = new Queue<long>();
        try
        {
            while (true)
            {
                int exitCode = await life.WaitAsync(ending).ConfigureAwait(false);
                if (await BringBackAsync(service, exitCode, starts, ending).ConfigureAwait(false) is not { } next) return;
                life = next;
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Stopped by us: the services are ended by whoever cancelled.
        }
    }

    /// <summary>A new life, healthy; null when the service was given up.</summary>
    private async Task<Task<int>?> BringBackAsync(ISupervised service, int exitCode, Queue<long> starts, CancellationToken ending)
    {
        long fell = Stopwatch.GetTimestamp();
        DateTimeOffset at = TimeProvider.System.GetUtcNow();
        lock (_gate) _away.Add(service.Name);
        for (int attempt = 1; ; attempt++)
        {
            while (starts.TryPeek(out long oldest) && Stopwatch.GetElapsedTime(oldest).TotalSeconds > 60) starts.Dequeue();
            if (starts.Count >= _options.RestartsPerMinuteMax)
            {
                lock (_gate)
                {
                    _failure ??= $"{service.Name} died {starts.Count + 1} times within a minute (last exit code {exitCode}) "
                        + $"and was given up. Its last lines:\n{service.LastLines}";
                }
                return null;
            }
            int waitMs = (int)Math.Min(_options.BackoffMaxMs, (long)_options.BackoffMinMs << Math.Min(attempt - 1, 16));
            await Task.Delay(waitMs, ending).ConfigureAwait(false);
            starts.Enqueue(Stopwatch.GetTimestamp());
            if (await TryLifeAsync(service, ending).ConfigureAwait(false) is { } life)
            {
                lock (_gate)
                {
                    _restarts.Add(new Restart(service.Name, at, exitCode, Stopwatch.GetElapsedTime(fell), attempt));
                    _away.Remove(service.Name);
                }
                return life;
            }
        }
    }

    private async Task<Task<int>?> TryLifeAsync(ISupervised service, CancellationToken ending)
    {
        Task<int> life;
        try
        {
            life = service.Start();
        }
        catch (ServiceStartException)
        {
            // Its words are among the last lines, which are shown when it is given up.
            return null;
        }
        if (await BecomesHealthyAsync(service, life, ending).ConfigureAwait(false) is null) return life;
        await service.StopAsync().ConfigureAwait(false);
        return null;
    }

    /// <summary>Null once it is healthy, otherwise what happened instead.</summary>
    private async Task<string?> BecomesHealthyAsync(ISupervised service, Task<int> life, CancellationToken cancel)
    {
        long from = Stopwatch.GetTimestamp();
        while (!life.IsCompleted)
        {
            if (await service.IsHealthyAsync(cancel).ConfigureAwait(false)) return null;
            if (Stopwatch.GetElapsedTime(from).TotalMilliseconds > _options.HealthyWithinMs)
                return $"was not healthy within {_options.HealthyWithinMs} ms";
            await Task.Delay(LooksEveryMs, cancel).ConfigureAwait(false);
        }
        return $"ended with code {await life.ConfigureAwait(false)} before it was healthy";
    }
}
