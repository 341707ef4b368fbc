using O4O.Edge.Drivers.Mqtt.Broker;

namespace O4O.Simulator.Demo.Processes;

/// <summary>A launched mosquitto as a supervised service.</summary>
public sealed class BrokerService : ISupervised
{
    private readonly MosquittoBroker _broker;
    private TaskCompletionSource<int> _life = Life();

    public BrokerService(MosquittoBroker broker)
    {
        ArgumentNullException.ThrowIfNull(broker);
        _broker = broker;
        _broker.Exited += (_, end) => Volatile.Read(ref _life).TrySetResult(end.ExitCode);
    }

    public string Name => "broker";

    public int ProcessId => _broker.ProcessId;

    public string LastLines => _broker.LastOutput;

    public Task<int> Start()
    {
        TaskCompletionSource<int> life = Life();
        Volatile.Write(ref _life, life);
        try
        {
            _broker.Start();
        }
        catch (BrokerStartException fault)
        {
            throw new ServiceStartException($"{Name} cannot be started: {fault.Message}", fault);
        }
        return life.Task;
    }

    /// <summary>Its start returns only once it accepts connections.</summary>
    public Task<bool> IsHealthyAsync(CancellationToken cancel) => Task.FromResult(_broker.IsRunning);

    public Task StopAsync() => Task.Run(_broker.Stop);

    public void Kill() => _broker.Kill();

    public void Dispose() => _broker.Dispose();

    private static TaskCompletionSource<int> Life() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
