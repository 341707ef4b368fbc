using System.Collections.Concurrent;
using System.Threading.Channels;
using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Agent;

/// <summary>
/// Takes charges out of the store and does not let go of one until billing has booked or finally refused it: it repeats for
/// ever, always with the same key and the same bytes, so a repeat can never charge twice.
/// <para>
/// The pump keeps nothing on disk. The caller's outbox does: at start it hands in everything unacknowledged, and when the
/// pump stops, what had no outcome is still there. Charges leave in about the order they came; a failed one goes to the
/// end of the queue, so one that billing keeps rejecting never blocks the others.
/// </para>
/// </summary>
public sealed class ChargePump : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ChargeEvent> pending = new(StringComparer.Ordinal);
    private readonly Channel<ChargeEvent> queue = Channel.CreateUnbounded<ChargeEvent>(); // bounded by pending and QueueLimit
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly ChargePumpOptions options;
    private readonly Action<ChargeOutcome> deliver;
    private readonly TimeProvider time;
    private readonly BillingClient client;
    private long attempts;
    private long booked;
    private long replayed;
    private long refused;
    private long failures;
    private long lastSuccessAtUs;
    private int inFlight;
    private string? lastError;

    /// <summary>Starts pumping.</summary>
    /// <param name="options">Checked here.</param>
    /// <param name="deliver">
    /// Called for each outcome, on the pump's threads, up to <see cref="ChargePumpOptions.MaxInFlight"/> at a time; must be
    /// quick. The charge counts as pending until it returns. If it throws, the pump stops and <see cref="Completion"/> fails.
    /// </param>
    /// <param name="time">Clock for pauses and limits; the system's when null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ChargePump(ChargePumpOptions options, Action<ChargeOutcome> deliver, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(deliver);
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        this.options = options;
        this.deliver = deliver;
        this.time = time ?? TimeProvider.System;
        client = new BillingClient(options, this.time);
        Completion = Task.WhenAll(Enumerable.Range(0, options.MaxInFlight).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>Ends when the pump has stopped; fails when an outcome could not be delivered.</summary>
    public Task Completion { get; }

    /// <summary>A snapshot; its figures may be some microseconds apart.</summary>
    public ChargePumpStatus Status => new(
        pending.Count,
        Volatile.Read(ref inFlight),
        Interlocked.Read(ref attempts),
        Interlocked.Read(ref booked),
        Interlocked.Read(ref replayed),
        Interlocked.Read(ref refused),
        Interlocked.Read(ref failures),
        Volatile.Read(ref lastError),
        Interlocked.Read(ref lastSuccessAtUs));

    /// <summary>Takes a charge. Safe from any thread, never waits.</summary>
    public EnqueueResult Enqueue(ChargeEvent charge)
    {
        ArgumentNullException.ThrowIfNull(charge);
        lock (gate)
        {
            if (stop.IsCancellationRequested)
            {
                return EnqueueResult.Stopped;
            }

            if (pending.ContainsKey(charge.ChargeId))
            {
                return EnqueueResult.AlreadyPending;
            }

            if (pending.Count >= options.QueueLimit)
            {
                return EnqueueResult.Full;
            }

            pending[charge.ChargeId] = charge;
            queue.Writer.TryWrite(charge);
            return EnqueueResult.Accepted;
        }
    }

    /// <summary>Stops: requests under way are abandoned, and what has no outcome stays pending for the next start.</summary>
    /// <returns>The charges without an outcome.</returns>
    public async Task<IReadOnlyCollection<ChargeEvent>> StopAsync()
    {
        RequestStop();
        await Completion.ConfigureAwait(false);
        return [.. pending.Values];
    }

    /// <summary>Stops like <see cref="StopAsync"/>; what a failed delivery threw is seen at <see cref="Completion"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        RequestStop();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
        stop.Dispose();
    }

    private void RequestStop()
    {
        lock (gate)
        {
            if (!stop.IsCancellationRequested)
            {
                stop.Cancel();
            }
        }
    }

    /// <summary>
    /// One of <see cref="ChargePumpOptions.MaxInFlight"/> workers. The pause belongs to the worker, not to the charge: what
    /// fails is nearly always the way to billing, and so an outage costs a few tries a minute, however long the queue.
    /// </summary>
    private async Task WorkAsync()
    {
        var backoff = new Backoff(options.BackoffMinMs, options.BackoffMaxMs, Random.Shared);
        try
        {
            while (true)
            {
                var charge = await queue.Reader.ReadAsync(stop.Token).ConfigureAwait(false);
                var attempt = await TryAsync(charge).ConfigureAwait(false);
                if (attempt.Outcome is { } outcome)
                {
                    backoff.Reset();
                    Settle(outcome);
                }
                else
                {
                    Interlocked.Increment(ref failures);
                    Volatile.Write(ref lastError, attempt.Error);
                    queue.Writer.TryWrite(charge);
                    await Task.Delay(backoff.Next(attempt.RetryAfter), time, stop.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return; // asked to stop: pending charges stay pending
        }
        catch (Exception e)
        {
            Volatile.Write(ref lastError, $"the pump has stopped: {e.Message}");
            RequestStop();
            throw;
        }
    }

    private async Task<Attempt> TryAsync(ChargeEvent charge)
    {
        if (ChargeRules.Check(charge) is { } problem)
        {
            return new Attempt(new ChargeOutcome.Refused(charge.ChargeId, problem.ToString()), null, default);
        }

        Interlocked.Increment(ref attempts);
        Interlocked.Increment(ref inFlight);
        try
        {
            return await client.PostAsync(charge.ChargeId, ChargeCloudEvent.Write(charge), stop.Token).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private void Settle(ChargeOutcome outcome)
    {
        deliver(outcome);
        pending.TryRemove(outcome.ChargeId, out _);
        if (outcome is ChargeOutcome.Booked done)
        {
            Interlocked.Increment(ref booked);
            Interlocked.Add(ref replayed, done.Replayed ? 1 : 0);
            Interlocked.Exchange(ref lastSuccessAtUs, (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
            Volatile.Write(ref lastError, null);
        }
        else
        {
            Interlocked.Increment(ref refused);
        }
    }
}
