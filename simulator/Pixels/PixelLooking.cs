using System.Globalization;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Recording;
using O4O.Edge.Store;
using O4O.Simulator.Cameras;
using O4O.Simulator.Commands;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Pixels;

/// <summary>Looks at rendered pictures with one model; any number of days at a time, each with its own session.</summary>
public sealed class PixelLooking : ILooking
{
    private readonly PixelModels _models;
    private readonly PixelTally _tally = new();
    private readonly PixelOptions _options;
    private readonly byte[] _gallery;
    private long _looked, _still;

    /// <exception cref="UserMistakeException">There is no such model, it cannot be used, or an option is out of range.</exception>
    public PixelLooking(PixelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().FirstOrDefault() is { } problem) throw new UserMistakeException(problem);
        _options = options;
        try
        {
            _models = new PixelModels(ModelLibrary.Default.Open(options.Model), options.Gallery is { } gallery ? Products(gallery) : null);
            _gallery = options.Gallery is { } file ? File.ReadAllBytes(file) : [];
            if (!_models.People.Manifest.Classes.Contains("person", StringComparer.OrdinalIgnoreCase))
                throw new UserMistakeException($"--model {options.Model} knows no class \"person\": it cannot find people");
        }
        catch (Exception e) when (e is ModelException or IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException(e.Message, e);
        }
    }

    private static (Model, HandGallery) Products(string gallery)
    {
        Model model = ModelLibrary.Default.Open(ModelNames.Hands);
        return (model, HandGalleryFile.Load(gallery, model));
    }

    /// <summary>How well the model finds people and their hands, as a store has it; null where nobody measured it.</summary>
    public StoreOptions? Options => _models.People.Manifest.People?.ToOptions();

    /// <summary>Pictures that were rendered and looked at, of all days that are over.</summary>
    public long Looked => Interlocked.Read(ref _looked);

    /// <summary>Pictures that showed what the one before them did, of all days that are over.</summary>
    public long Still => Interlocked.Read(ref _still);

    /// <inheritdoc/>
    public string Figures => string.Create(CultureInfo.InvariantCulture, $"{Looked} pictures looked at by {_models.People.Manifest.Name}, {Still} that showed nothing new{(_tally.ToString() is { Length: > 0 } how ? "; " + how : "")}");

    /// <inheritdoc/>
    public RecordedEyes? Recorded(double looksPerSecond) => _options.FramesQuality is not { } quality ? null : new RecordedEyes
    {
        Model = _models.People.Manifest.Name, ModelSha256 = _models.People.Sha256, ScoreMin = _options.ScoreMin, Quality = quality,
        LooksPerSecond = looksPerSecond, Gallery = _gallery,
    };

    /// <inheritdoc/>
    public IDisposable Through(World world, ulong seed) => new Day(this, PixelEyes.Behind(world, _models, _options, seed, _tally));

    private sealed class Day(PixelLooking looking, PixelEyes eyes) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Add(ref looking._looked, eyes.Looked);
            Interlocked.Add(ref looking._still, eyes.Still);
            eyes.Dispose();
        }
    }
}
