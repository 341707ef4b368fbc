using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Recording;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Replay.Looking;

/// <summary>Looks as the eyes did that a recording names. Holds native memory: dispose it.</summary>
internal sealed class LookerAgain : IDisposable
{
    private readonly Detector _detector;
    private readonly byte[] _wireClasses;

    /// <param name="eyes">Who looked then: what was looked for, and how sure it had to be.</param>
    /// <param name="model">Who looks now.</param>
    /// <exception cref="ModelException">The model cannot be run, or does not know what was looked for.</exception>
    public LookerAgain(RecordedEyes eyes, Model model)
    {
        string[] classes = eyes.Classes.Split(',');
        foreach (string name in classes)
        {
            if (!model.Manifest.Classes.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new ModelException($"{model.Manifest.Name} knows no class \"{name}\", which was looked for when it was recorded");
        }
        IsRecorded = string.Equals(model.Sha256, eyes.ModelSha256, StringComparison.OrdinalIgnoreCase);
        _wireClasses = ToldBox.WireClasses(model.Manifest.Classes);
        _detector = new Detector(
            model, new DetectorOptions { Classes = classes, ScoreMin = eyes.ScoreMin, DetectionsMax = DetectionsPayload.BoxesMax, Clothes = eyes.Clothes });
    }

    public string Model => _detector.Manifest.Name;

    /// <summary>It is the model that looked then.</summary>
    public bool IsRecorded { get; }

    /// <summary>Finds what there is; returns how many.</summary>
    public int Find(in Picture picture, Span<DetectedBox> boxes) => ToldBox.All(_detector.Detect(picture), _wireClasses, boxes);

    public void Dispose() => _detector.Dispose();
}
