using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference.Decoding;

/// <summary>The families of models that are known: a new one is a decoder and a line here.</summary>
public static class Decoders
{
    /// <summary>The decoder for a model.</summary>
    public static IOutputDecoder For(ModelManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return manifest.Output.Family switch
        {
            OutputFamily.Yolox => new YoloxDecoder(manifest.Input, manifest.Output, manifest.Classes.Count),
            OutputFamily.FastestDet => new FastestDetDecoder(manifest.Input, manifest.Output, manifest.Classes.Count),
            OutputFamily.Overhead => new OverheadDecoder(manifest.Input, manifest.Output),
            OutputFamily.Embedding => throw new ModelException(
                $"the model {manifest.Name} tells products in hands apart and finds nothing in a picture: name one that finds people, such as yolox-nano"),
            OutputFamily.Refine => throw new ModelException(
                $"the model {manifest.Name} looks again at people whom another has found: name that one, whose manifest names it under \"refine\""),
            _ => throw new ArgumentOutOfRangeException(nameof(manifest), manifest.Output.Family, "a family without a decoder"),
        };
    }
}
