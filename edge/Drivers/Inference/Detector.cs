using System.Diagnostics;
using System.Globalization;
using O4O.Edge.Drivers.Inference.Decoding;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Drivers.Inference.Refining;

namespace O4O.Edge.Drivers.Inference;

/// <summary>
/// One model in one session, and its second stage in another where it has one: pictures in, detections out. One thread at a time; as many detectors as there are cores to run them.
/// Holds native memory: dispose it. After the first picture of a size nothing is allocated.
/// </summary>
public sealed class Detector : IDisposable
{
    private readonly ModelSession _session;
    private readonly Preparer _preparer;
    private readonly IOutputDecoder _decoder;
    private readonly BoxList _boxes;
    private readonly Refiner? _refiner;
    private readonly BoxList? _refined;
    private readonly Suppression _suppression;
    private readonly float _overlapMax, _refinedOverlapMax;
    private readonly int _keepMax, _detectionsMax;
    private readonly Detection[] _found;
    private readonly bool _clothes;
    private DetectTimes _times;

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
        float scoreMin = (float)(options.ScoreMin ?? manifest.Output.ScoreMin), overlapMax = (float)(options.OverlapMax ?? manifest.Output.OverlapMax);
        ModelRefine? refine = model.Refiner is null ? null : manifest.Refine;
        _boxes = new BoxList(_decoder.BoxesMax, refine is null ? scoreMin : (float)refine.ScoreMin, wanted);
        _suppression = new Suppression(_decoder.BoxesMax);
        (_overlapMax, _keepMax) = refine is null ? (overlapMax, options.DetectionsMax) : ((float)refine.OverlapMax, refine.LooksMax);
        (_refinedOverlapMax, _detectionsMax, _clothes) = (overlapMax, options.DetectionsMax, options.Clothes);
        _found = new Detection[options.DetectionsMax];
        _preparer = new Preparer(manifest.Input);
        _session = new ModelSession(model, _decoder.Outputs, options.Threads);
        try
        {
            for (int i = 0; i < options.WarmUpRuns; i++) _session.Run();
            if (refine is not null)
            {
                _refined = new BoxList(refine.LooksMax, scoreMin, wanted);
                _refiner = new Refiner(model.Refiner!, refine, options);
            }
        }
        catch (ModelException)
        {
            _session.Dispose();
            throw;
        }
    }

    public ModelManifest Manifest { get; }

    /// <summary>Where the time went, over all pictures so far.</summary>
    public DetectTimes Times => _refiner is null ? _times : _times + _refiner.Times;

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
        ToPicture(_boxes.Mutable);
        long looking = _refiner?.Times.Ticks ?? 0;
        ReadOnlySpan<Detection> told = _refiner is null ? _boxes.Boxes : LookAgain(picture, _refiner, _refined!);
        for (int i = 0; i < told.Length; i++) _found[i] = _clothes ? told[i] with { Clothes = ClothesSampler.Look(picture, told[i]) } : told[i];
        looking = (_refiner?.Times.Ticks ?? 0) - looking; // the second stage counts its own
        _times += new DetectTimes(prepared - began, ran - prepared, Stopwatch.GetTimestamp() - ran - looking);
        return _found.AsSpan(0, told.Length);
    }

    /// <summary>The floor under <see cref="Detect"/>: runs the session on what its input holds, and reads nothing.</summary>
    public void RunBare() => _session.Run();

    public void Dispose()
    {
        _refiner?.Dispose();
        _session.Dispose();
    }

    /// <summary>The second stage: two that turn out to be the same person are one from here on.</summary>
    private ReadOnlySpan<Detection> LookAgain(in Picture picture, Refiner refiner, BoxList refined)
    {
        refined.Clear();
        foreach (ref readonly Detection seen in _boxes.Boxes)
        {
            Detection d = refiner.Look(picture, seen);
            refined.Add(d.X + d.Width / 2, d.Y + d.Height / 2, d.Width, d.Height, d.Score, d.Class, d.Points);
        }
        _suppression.Apply(refined, _refinedOverlapMax, _detectionsMax);
        return refined.Boxes;
    }

    private void ToPicture(Span<Detection> boxes)
    {
        Letterbox box = _preparer.Letterbox;
        foreach (ref Detection d in boxes)
        {
            d = d with
            {
                X = box.PictureX(d.X), Y = box.PictureY(d.Y), Width = d.Width * box.PixelsPerColumn, Height = d.Height * box.PixelsPerRow,
                Points = new BodyPoints(InPicture(box, d.Points.Head), InPicture(box, d.Points.LeftWrist), InPicture(box, d.Points.RightWrist)),
            };
        }
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
