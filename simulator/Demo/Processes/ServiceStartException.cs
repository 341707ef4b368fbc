namespace O4O.Simulator.Demo.Processes;

/// <summary>A service did not come up; the message says which and why, with its last lines.</summary>
public sealed class ServiceStartException : Exception
{
    public ServiceStartException()
    {
    }

    public ServiceStartException(string message)
        : base(message)
    {
    }

    public ServiceStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
