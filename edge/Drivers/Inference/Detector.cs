using System.Diagnostics;
using System.Globalization;
using O4O.Edge.Drivers.Inference.Decoding;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;

namespace O4O.Edge.Drivers.Inference;

/// <summary>
/// One model in one session: pictures in, detections out. One thread at a time; as many detectors as there are cores to run them.
/// Holds native memory: dispose it. After the first picture of a size nothing is allocated.
/// </summary>
public sealed class Detector : IDisposable
{
    private readonly ModelSession _session;
    private readonly Preparer _preparer;
    private readonly IOutputDecoder _decoder;
    private readonly BoxList _boxes;
    private readonly Suppression _suppression;
    private readonly float _overlapMax;
    private readonly int _keepMax;
    private readonly Detection[] _found;
    private readonly bool _clothes;

    /// <summary>Loads the model, checks its shapes against its manifest, and warms it up.</summary>
    /// <exception cref="ModelException">The model cannot be run; the message names the file and the reason.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or a class is not one of the model's.</exception>
    public Detector(Model model, DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        foreach (string problem in options.Problems()) throw new ArgumentException(problem, nameof(options));
        ModelManifest manifest = model.Manifest;
        Manifest = manifest;
        bool[] wanted = Wanted(manifest, options.Classes);
        _decoder = Decoders.For(manifest);
        _boxes = new BoxList(_decoder.BoxesMax, (float)(options.ScoreMin ?? manifest.Output.ScoreMin), wanted);
        _suppression = new Suppression(_decoder.BoxesMax);
        _overlapMax = (float)(options.OverlapMax ?? manifest.Output.OverlapMax);
        (_keepMax, _clothes) = (options.DetectionsMax, options.Clothes);
        _found = new Detection[options.DetectionsMax];
        _preparer = new Preparer(manifest.Input);
        _session = new ModelSession(model, _decoder.Outputs, options.Threads);
        try
        {
            for (int i = 0; i < options.WarmUpRuns; i++) _session.Run();
        }
        catch (ModelException)
        {
            _session.Dispose();
            throw;
        }
    }

    public ModelManifest Manifest { get; }

    /// <summary>Where the time went, over all pictures so far.</summary>
    public DetectTimes Times { get; private set; }

    /// <summary>Everything that the model sees in a picture, surest first; valid until the next call.</summary>
    /// <exception cref="ModelException">The runtime failed.</exception>
    public ReadOnlySpan<Detection> Detect(in Picture picture)
    {
        long began = Stopwatch.GetTimestamp();
        _preparer.Prepare(picture, _session.Input);
        long prepared = Stopwatch.GetTimestamp();
        _session.Run();
        long ran = Stopwatch.GetTimestamp();
        _boxes.Clear();
        _decoder.Decode(_session.Outputs, _boxes);
        _suppression.Apply(_boxes, _overlapMax, _keepMax);
        ReadOnlySpan<Detection> found = InPicture(picture);
        Times += new DetectTimes(prepared - began, ran - prepared, Stopwatch.GetTimestamp() - ran);
        return found;
    }

    /// <summary>The floor under <see cref="Detect"/>: runs the session on what its input holds, and reads nothing.</summary>
    public void RunBare() => _session.Run();

    public void Dispose() => _session.Dispose();

    private ReadOnlySpan<Detection> InPicture(in Picture picture)
    {
        Letterbox box = _preparer.Letterbox;
        ReadOnlySpan<Detection> kept = _boxes.Boxes;
        for (int i = 0; i < kept.Length; i++)
        {
            ref readonly Detection d = ref kept[i];
            _found[i] = d with
            {
                X = box.PictureX(d.X), Y = box.PictureY(d.Y), Width = d.Width * box.PixelsPerColumn, Height = d.Height * box.PixelsPerRow,
                Points = new BodyPoints(InPicture(box, d.Points.Head), InPicture(box, d.Points.LeftWrist), InPicture(box, d.Points.RightWrist)),
            };
            if (_clothes) _found[i] = _found[i] with { Clothes = ClothesSampler.Look(picture, _found[i]) };
        }
        return _found.AsSpan(0, kept.Length);
    }

    private static BodyPoint InPicture(in Letterbox box, in BodyPoint point) =>
        point.Seen ? new BodyPoint(box.PictureX(point.X), box.PictureY(point.Y), point.Score) : default;

    private static bool[] Wanted(ModelManifest manifest, IReadOnlyList<string> names)
    {
        bool[] wanted = new bool[manifest.Classes.Count];
        if (names.Count == 0) Array.Fill(wanted, true);
        foreach (string name in names)
        {
            int index = manifest.Classes.ToList().FindIndex(c => string.Equals(c, name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                string near = Settings.NearestName.Find(name, manifest.Classes) is { } found ? $"; did you mean \"{found}\"?" : "";
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"the model {manifest.Name} knows {manifest.Classes.Count} classes, and \"{name}\" is none of them{near}"),
                    nameof(names));
            }
            wanted[index] = true;
        }
        return wanted;
    }
}
