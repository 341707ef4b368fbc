namespace O4O.Edge.Drivers.Mqtt.Broker;

/// <summary>The broker's process ended.</summary>
/// <param name="exitCode">The process's exit code; 128 + the signal's number when a signal ended it.</param>
/// <param name="requested">True when <see cref="MosquittoBroker.Stop"/> or <see cref="MosquittoBroker.Kill"/> asked for it.</param>
public sealed class BrokerExitedEventArgs(int exitCode, bool requested) : EventArgs
{
    public int ExitCode { get; } = exitCode;

    public bool Requested { get; } = requested;
}
