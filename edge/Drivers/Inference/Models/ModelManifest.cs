using O4O.Settings;

namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>All that the edge must know of a model to run it: <c>models/NAME.json</c>.</summary>
public sealed record ModelManifest : IValidatable
{
    private const int ClassesMax = 10_000;

    /// <summary>What people call it; the manifest's file name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>The ONNX file's name; <see cref="ModelLibrary"/> tells where it is looked for.</summary>
    public required string File { get; init; }

    /// <summary>Where the file can be had when it is nowhere here; http or https.</summary>
    public string? Url { get; init; }

    /// <summary>SHA-256 of the file, 64 hexadecimal digits. A file with another one is not run.</summary>
    public required string Sha256 { get; init; }

    public required ModelInput Input { get; init; }

    public required ModelOutput Output { get; init; }

    /// <summary>How hands are read; for the family embedding, and only there.</summary>
    public ModelHands? Hands { get; init; }

    /// <summary>How well it finds people and their hands, for those that do both; null where nobody measured it.</summary>
    public ModelPeople? People { get; init; }

    /// <summary>A second model that looks at each person again; only for the family overhead.</summary>
    public ModelRefine? Refine { get; init; }

    /// <summary>Names of the classes, in the model's order.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>Who made it, from what.</summary>
    public required string Origin { get; init; }

    /// <summary>How good it is, and by whose word.</summary>
    public required string Quality { get; init; }

    public IEnumerable<string> Problems()
    {
        if (Name.Length == 0) yield return "name must not be empty";
        if (File.Length == 0 || Path.GetFileName(File) != File) yield return $"file must be a file name without folders, but is \"{File}\"";
        if (Url is not null && !(Uri.TryCreate(Url, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"))
            yield return $"url must begin with http:// or https://, but is \"{Url}\"";
        if (Sha256.Length != 64 || !Sha256.All(char.IsAsciiHexDigit)) yield return "sha256 must be 64 hexadecimal digits";
        if (Classes.Count is 0 or > ClassesMax) yield return $"classes must be 1 to {ClassesMax} names, but are {Classes.Count}";
        if (Output.Family == OutputFamily.Overhead && Classes.Count > 1) yield return $"classes must be one name for the family overhead, but are {Classes.Count}";
        if (Output.Family == OutputFamily.Embedding != Hands is not null)
            yield return Hands is null ? "hands must be there for the family embedding: how its directions become probabilities" : "hands must be left out but for the family embedding";
        if (People is not null && Output.Family != OutputFamily.Overhead) yield return "people must be left out but for the family overhead: others find no hands";
        if (Refine is not null && Output.Family != OutputFamily.Overhead) yield return "refine must be left out but for the family overhead";
        if (Output.Family is OutputFamily.Embedding or OutputFamily.Refine && (Input.Width != Input.Height || Input.Layout != TensorLayout.Nchw))
            yield return $"input must be square and nchw for the family {Output.Family.ToString().ToLowerInvariant()}";
        if (Licence.Length == 0) yield return "licence must not be empty: a model without one may not be used";
        foreach (int stride in Output.Strides)
        {
            if (stride > 0 && (Input.Width % stride != 0 || Input.Height % stride != 0))
                yield return $"input of {Input.Width} × {Input.Height} is not a multiple of the stride {stride}";
        }
    }
}
