namespace O4O.Edge.Drivers.Camera;

/// <summary>Pictures cannot be read or written. The message is one sentence for a person: it names the source and the reason.</summary>
public sealed class CameraException : Exception
{
    public CameraException(string message)
        : base(message)
    {
    }

    public CameraException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
