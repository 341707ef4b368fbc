using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>A model that is here and is what its manifest says; made by <see cref="ModelLibrary"/>.</summary>
public sealed class Model
{
    internal Model(ModelManifest manifest, string manifestPath, string path, byte[] bytes, Model? refiner = null)
    {
        Manifest = manifest;
        ManifestPath = manifestPath;
        Path = path;
        Bytes = bytes;
        Refiner = refiner;
    }

    public ModelManifest Manifest { get; }

    /// <summary>The second stage that <see cref="ModelManifest.Refine"/> names; null where there is none.</summary>
    public Model? Refiner { get; }

    /// <summary>
    /// What the model is known by in recordings, 64 hexadecimal digits: its file's SHA-256; with a second stage the SHA-256 of a text of both files' and of
    /// what says whom the second looks at.
    /// </summary>
    public string Sha256 => Refiner is null
        ? Manifest.Sha256.ToLowerInvariant()
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Manifest.Sha256.ToLowerInvariant() + Refiner.Sha256 + Looks(Manifest.Refine!))));

    private static string Looks(ModelRefine refine) =>
        string.Create(CultureInfo.InvariantCulture, $" around {refine.Around:R}, from {refine.ScoreMin:R}, apart {refine.OverlapMax:R}, {refine.LooksMax} at most");

    /// <summary>The manifest's file.</summary>
    public string ManifestPath { get; }

    /// <summary>The ONNX file.</summary>
    public string Path { get; }

    /// <summary>The file's bytes: those that were checked are those that are run.</summary>
    internal byte[] Bytes { get; }
}
