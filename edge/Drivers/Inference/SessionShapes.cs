using Microsoft.ML.OnnxRuntime;
using O4O.Edge.Drivers.Inference.Decoding;
using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference;

/// <summary>Whether a model has the inputs and outputs that its manifest's size, layout, family and classes ask for.</summary>
internal static class SessionShapes
{
    /// <summary>The shape of the input.</summary>
    /// <exception cref="ModelException">They differ; the message says how.</exception>
    public static TensorShape Check(InferenceSession session, Model model, IReadOnlyList<TensorShape> outputs)
    {
        ModelInput wanted = model.Manifest.Input;
        TensorShape input = wanted.Layout == TensorLayout.Nchw
            ? new TensorShape(1, 3, wanted.Height, wanted.Width)
            : new TensorShape(1, wanted.Height, wanted.Width, 3);
        if (session.InputNames.Count != 1)
            throw new ModelException($"{model.Path}: has {session.InputNames.Count} inputs ({string.Join(", ", session.InputNames)}); only models with one are supported");
        Check(model, "input", session.InputNames[0], session.InputMetadata[session.InputNames[0]], input);
        if (session.OutputNames.Count < outputs.Count)
            throw new ModelException($"{model.Path}: has {session.OutputNames.Count} outputs, and its family has {outputs.Count}");
        for (int i = 0; i < outputs.Count; i++)
            Check(model, "output", session.OutputNames[i], session.OutputMetadata[session.OutputNames[i]], outputs[i]);
        return input;
    }

    private static void Check(Model model, string what, string name, NodeMetadata found, TensorShape wanted)
    {
        if (!found.IsTensor || found.ElementType != typeof(float))
            throw new ModelException($"{model.Path}: unsupported {what} \"{name}\": it is no tensor of 32-bit floating point numbers");
        if (wanted.Fits(found.Dimensions)) return;
        string shape = string.Join(" × ", found.Dimensions.Select(d => d > 0 ? d.ToString(System.Globalization.CultureInfo.InvariantCulture) : "any"));
        throw new ModelException($"{model.Path}: unsupported shape of the {what} \"{name}\": it is {shape}, and {model.ManifestPath} asks for {wanted}");
    }
}
