using System.Security.Cryptography;
using O4O.Settings;

namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>
/// Finds manifests and the files that they name. A model's file is looked for beside its manifest, then in
/// <c>$O4O_SHARED/data/models</c>, then among what was downloaded before; and is downloaded when the manifest has a URL.
/// </summary>
public sealed class ModelLibrary
{
    private readonly string[] _folders;
    private readonly string _downloads;

    /// <param name="folders">Where manifests are looked for by name, in this order.</param>
    /// <param name="downloads">Where downloaded files are kept; made when it is needed.</param>
    public ModelLibrary(IEnumerable<string> folders, string downloads)
    {
        _folders = [.. folders];
        _downloads = downloads;
    }

    /// <summary>The library of an installation: manifests beside the program, downloads in the user's cache.</summary>
    public static ModelLibrary Default => new(
        [Path.Combine(AppContext.BaseDirectory, "models")],
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "o4o", "models"));

    /// <summary>Names of all the manifests, in order.</summary>
    public IReadOnlyList<string> Names =>
        [.. _folders.Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*.json"))
            .Select(f => Path.GetFileNameWithoutExtension(f)!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Opens a model by its name, by its manifest, or by its ONNX file when a manifest here knows that file.</summary>
    /// <exception cref="ModelException">There is none, or it cannot be used; the message names the file and the reason.</exception>
    public Model Open(string nameOrFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrFile);
        if (nameOrFile.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)) return OpenFile(nameOrFile);
        if (nameOrFile.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return OpenManifest(nameOrFile);
        string? manifest = _folders.Select(f => Path.Combine(f, nameOrFile + ".json")).FirstOrDefault(File.Exists);
        return manifest is not null ? OpenManifest(manifest) : throw new ModelException($"{Unknown(nameOrFile)}; or name a manifest (.json) or a model (.onnx)");
    }

    private string Unknown(string name) => $"there is no model \"{name}\": {(Names.Count == 0 ? "no model is known here" : $"known are {string.Join(", ", Names)}")}";

    private Model OpenManifest(string path)
    {
        ModelManifest manifest = Read(path);
        string file = Find(manifest, path) ?? Download(manifest, path);
        return new Model(manifest, path, file, Load(manifest, path, file), Refiner(manifest, path));
    }

    /// <summary>The second stage that a manifest names.</summary>
    private Model? Refiner(ModelManifest manifest, string manifestPath)
    {
        if (manifest.Refine is not { } refine) return null;
        string? found = new[] { Path.GetDirectoryName(Path.GetFullPath(manifestPath))! }.Concat(_folders).Select(f => Path.Combine(f, refine.Model + ".json")).FirstOrDefault(File.Exists);
        try
        {
            if (found is null) throw new ModelException(Unknown(refine.Model));

            // Asked before it is opened: a manifest that names itself would be opened for ever.
            OutputFamily family = Read(found).Output.Family;
            if (family != OutputFamily.Refine) throw new ModelException($"{found} is of the family {family.ToString().ToLowerInvariant()}, not refine");
            return OpenManifest(found);
        }
        catch (ModelException e)
        {
            throw new ModelException($"{manifestPath}: refine: {e.Message}", e);
        }
    }

    private Model OpenFile(string path)
    {
        if (!File.Exists(path)) throw new ModelException($"{path}: there is no such file");
        byte[] bytes = ReadAll(path);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var manifests = new[] { Path.GetDirectoryName(Path.GetFullPath(path))! }.Concat(_folders)
            .Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*.json").Order(StringComparer.Ordinal));
        foreach (string candidate in manifests)
        {
            SettingsResult<ModelManifest> read = SettingsFile.Load<ModelManifest>(candidate);
            if (read.IsValid && string.Equals(read.Value.Sha256, sha256, StringComparison.OrdinalIgnoreCase))
                return new Model(read.Value, candidate, path, bytes, Refiner(read.Value, candidate));
        }
        throw new ModelException($"{path}: no manifest knows this model (SHA-256 {sha256}); write one beside it, models/README.md tells how");
    }

    private static ModelManifest Read(string path)
    {
        SettingsResult<ModelManifest> read = SettingsFile.Load<ModelManifest>(path);
        return read.IsValid ? read.Value : throw new ModelException(string.Join(Environment.NewLine, read.Problems));
    }

    private string? Find(ModelManifest manifest, string manifestPath)
    {
        foreach (string folder in Places(manifestPath))
        {
            string file = Path.Combine(folder, manifest.File);
            if (File.Exists(file)) return file;
        }
        string downloaded = Downloaded(manifest);
        return File.Exists(downloaded) ? downloaded : null;
    }

    private static IEnumerable<string> Places(string manifestPath)
    {
        yield return Path.GetDirectoryName(Path.GetFullPath(manifestPath))!;
        if (Environment.GetEnvironmentVariable("O4O_SHARED") is { Length: > 0 } shared) yield return Path.Combine(shared, "data", "models");
    }

    private string Downloaded(ModelManifest manifest) => Path.Combine(_downloads, $"{manifest.Sha256[..16].ToLowerInvariant()}-{manifest.File}");

    private string Download(ModelManifest manifest, string manifestPath)
    {
        if (manifest.Url is null)
        {
            throw new ModelException(
                $"{manifestPath}: the model's file {manifest.File} is not here; looked in {string.Join(", ", Places(manifestPath))}, and the manifest has no url");
        }
        string file = Downloaded(manifest);
        ModelDownload.Fetch(new Uri(manifest.Url), manifest.Sha256, file);
        return file;
    }

    private static byte[] Load(ModelManifest manifest, string manifestPath, string file)
    {
        byte[] bytes = ReadAll(file);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return string.Equals(sha256, manifest.Sha256, StringComparison.OrdinalIgnoreCase)
            ? bytes
            : throw new ModelException($"{file}: its SHA-256 is {sha256}, not {manifest.Sha256.ToLowerInvariant()} as {manifestPath} says; it is another file, or damaged");
    }

    private static byte[] ReadAll(string file)
    {
        long length = new FileInfo(file).Length;
        if (length > ModelDownload.BytesMax) throw new ModelException($"{file}: has {length} bytes, more than the limit of {ModelDownload.BytesMax}");
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{file}: cannot be read: {e.Message}", e);
        }
    }
}
