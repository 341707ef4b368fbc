namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>A model that is here and is what its manifest says; made by <see cref="ModelLibrary"/>.</summary>
public sealed class Model
{
    internal Model(ModelManifest manifest, string manifestPath, string path, byte[] bytes)
    {
        Manifest = manifest;
        ManifestPath = manifestPath;
        Path = path;
        Bytes = bytes;
    }

    public ModelManifest Manifest { get; }

    /// <summary>The manifest's file.</summary>
    public string ManifestPath { get; }

    /// <summary>The ONNX file.</summary>
    public string Path { get; }

    /// <summary>The file's bytes: those that were checked are those that are run.</summary>
    internal byte[] Bytes { get; }
}
