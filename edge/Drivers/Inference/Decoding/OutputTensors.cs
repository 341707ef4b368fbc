namespace O4O.Edge.Drivers.Inference.Decoding;

/// <summary>The numbers that a model gave, one span an output, where the runtime wrote them.</summary>
public abstract class OutputTensors
{
    /// <summary>The numbers of one output, row by row; valid until the next run.</summary>
    public abstract ReadOnlySpan<float> this[int output] { get; }
}
