namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>A model or its manifest cannot be used. The message is one sentence for a person: it names the file and the reason.</summary>
public sealed class ModelException : Exception
{
    public ModelException(string message)
        : base(message)
    {
    }

    public ModelException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
