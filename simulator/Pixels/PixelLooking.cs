using System.Globalization;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Simulator.Cameras;
using O4O.Simulator.Commands;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Pixels;

/// <summary>Looks at rendered pictures with one model; any number of days at a time, each with its own session.</summary>
public sealed class PixelLooking : ILooking
{
    private readonly Model _model;
    private readonly PixelOptions _options;
    private long _looked, _still;

    /// <exception cref="UserMistakeException">There is no such model, it cannot be used, or an option is out of range.</exception>
    public PixelLooking(PixelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().FirstOrDefault() is { } problem) throw new UserMistakeException(problem);
        _options = options;
        try
        {
            _model = ModelLibrary.Default.Open(options.Model);
            if (!_model.Manifest.Classes.Contains("person", StringComparer.OrdinalIgnoreCase))
                throw new UserMistakeException($"--model {options.Model} knows no class \"person\": it cannot find people");
        }
        catch (ModelException e)
        {
            throw new UserMistakeException(e.Message, e);
        }
    }

    /// <summary>Pictures that were rendered and looked at, of all days that are over.</summary>
    public long Looked => Interlocked.Read(ref _looked);

    /// <summary>Pictures that showed what the one before them did, of all days that are over.</summary>
    public long Still => Interlocked.Read(ref _still);

    /// <inheritdoc/>
    public string Figures => string.Create(CultureInfo.InvariantCulture, $"{Looked} pictures looked at by {_model.Manifest.Name}, {Still} that showed nothing new");

    /// <inheritdoc/>
    public IDisposable Through(World world, ulong seed) => new Day(this, PixelEyes.Behind(world, _model, _options, seed));

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
