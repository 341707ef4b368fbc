using System.Text.Json;
using O4O.Simulator.Demo.Cameras;

namespace O4O.Simulator.Demo.Outcome;

/// <summary>Who saw the people in a run, and what looking took.</summary>
public sealed record EyesFigures
{
    /// <summary><see cref="Kind"/>: the edge was told where everybody is, or looked for itself.</summary>
    public const string Joints = "joints", Pixels = "pixels";

    public required string Kind { get; init; }

    /// <summary>Why the edge did not look for itself, where nobody asked for joints; otherwise null.</summary>
    public string? Instead { get; init; }

    /// <summary>From pixels: what looked; null where the eyes left no figures, as when they were killed.</summary>
    public Seeing? Cameras { get; init; }

    /// <summary>What the cameras' eyes did since their last start; rates are of all cameras together, a second.</summary>
    /// <param name="Count">Cameras.</param>
    /// <param name="Width">Of a picture, px.</param>
    /// <param name="Height">Of a picture, px.</param>
    /// <param name="Model">Which network looked.</param>
    /// <param name="SeenPerSecond">Pictures that arrived.</param>
    /// <param name="LookedPerSecond">Pictures that the network looked at.</param>
    /// <param name="StillPerSecond">Pictures that showed nothing new.</param>
    /// <param name="DroppedPerSecond">Pictures that a newer one replaced before anybody could look.</param>
    /// <param name="AgeP50Us">From a picture's capture to its detections at the broker, microseconds: the median …</param>
    /// <param name="AgeP99Us">… and of a hundred all but one.</param>
    public sealed record Seeing(
        int Count, int Width, int Height, string Model, double SeenPerSecond, double LookedPerSecond, double StillPerSecond, double DroppedPerSecond,
        long AgeP50Us, long AgeP99Us);

    /// <summary>Reads what <c>./o4o eyes --json</c> wrote at its end.</summary>
    /// <param name="eyes">The run's cameras.</param>
    /// <param name="file">The file; it may be missing.</param>
    /// <exception cref="InvalidDataException">It is there, and holds something else.</exception>
    public static EyesFigures OfPixels(DemoEyes eyes, string file)
    {
        ArgumentNullException.ThrowIfNull(eyes);
        if (!File.Exists(file)) return new EyesFigures { Kind = Pixels };
        try
        {
            Report? report = JsonSerializer.Deserialize<Report>(File.ReadAllText(file), JsonSerializerOptions.Web);
            if (report is not { Seconds: > 0, All: { } all }) throw new InvalidDataException($"{file} holds no figures of the eyes");
            double Rate(long pictures) => Math.Round(pictures / report.Seconds, 1);
            return new EyesFigures
            {
                Kind = Pixels,
                Cameras = new Seeing(
                    eyes.Cameras, eyes.Width, eyes.Height, eyes.Model, Rate(all.Seen), Rate(all.Looked), Rate(all.Gated), Rate(all.Dropped), report.AgeP50Us, report.AgeP99Us),
            };
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file} holds no figures of the eyes: {e.Message}", e);
        }
    }

    private sealed record Report(double Seconds, long AgeP50Us, long AgeP99Us, Pictures? All);

    private sealed record Pictures(long Seen, long Looked, long Gated, long Dropped);
}
