using O4O.Edge.Drivers.Inference.Decoding;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>A model's output, written by hand.</summary>
internal sealed class HandMadeOutput(float[] numbers) : OutputTensors
{
    public override ReadOnlySpan<float> this[int output] => numbers;
}
