namespace O4O.Edge.Drivers.Inference.Decoding;

/// <summary>
/// Reads the output of a family of models. Made for one manifest; a new family is a new class and a line in
/// <see cref="Decoders"/>. Hot: allocates nothing while decoding.
/// </summary>
public interface IOutputDecoder
{
    /// <summary>The outputs that the family has, in the model's order; a model with others is refused.</summary>
    IReadOnlyList<TensorShape> Outputs { get; }

    /// <summary>Most boxes that <see cref="Decode"/> can add.</summary>
    int BoxesMax { get; }

    /// <summary>Adds every box with at least the score that is wanted, in pixels of the model's input; double ones too.</summary>
    void Decode(OutputTensors outputs, BoxList boxes);
}
