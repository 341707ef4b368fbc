using System.Diagnostics;
using O4O.Edge.Drivers.Inference.Decoding;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;

namespace O4O.Edge.Drivers.Inference.Refining;

/// <summary>
/// The second of two stages, in one session: a picture and somebody's box in, what a closer look says of them out. One thread at a time. Holds
/// native memory: dispose it. Allocates nothing after the first picture of a width.
/// </summary>
internal sealed class Refiner : IDisposable
{
    /// <summary>Pixels of a box's longer side: below it there is nothing to look at.</summary>
    private const float LongerMin = 4;

    private readonly ModelSession _session;
    private readonly SquareCropper _cropper;
    private readonly RefineDecoder _decoder;
    private readonly float _around;

    /// <param name="model">Of the family refine.</param>
    /// <param name="refine">As the first stage's manifest names it.</param>
    /// <param name="options">How it runs.</param>
    /// <exception cref="ModelException">It cannot be run.</exception>
    public Refiner(Model model, ModelRefine refine, DetectorOptions options)
    {
        _around = (float)refine.Around;
        _cropper = new SquareCropper(model.Manifest.Input);
        _decoder = new RefineDecoder(model.Manifest.Input, model.Manifest.Output);
        _session = new ModelSession(model, [_decoder.Shape], options.Threads);
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

    /// <summary>Where the time went, over all looks so far.</summary>
    public DetectTimes Times { get; private set; }

    /// <summary>The square that was looked at last, as the model was given it.</summary>
    internal ReadOnlySpan<float> Input => _session.Input;

    /// <summary>Looks at somebody again.</summary>
    /// <param name="picture">Any size.</param>
    /// <param name="seen">As the first stage saw them, in pixels of the picture.</param>
    /// <exception cref="ModelException">The runtime failed.</exception>
    public Detection Look(in Picture picture, in Detection seen)
    {
        float x = seen.X + seen.Width / 2, y = seen.Y + seen.Height / 2, wide = _around * MathF.Max(MathF.Max(seen.Width, seen.Height), LongerMin);
        long began = Stopwatch.GetTimestamp();
        _cropper.Cut(picture, x, y, wide, _session.Input);
        long prepared = Stopwatch.GetTimestamp();
        _session.Run();
        long ran = Stopwatch.GetTimestamp();
        Detection again = _decoder.Decode(_session.Outputs[0], x, y, wide) with { Class = seen.Class };
        Times += new DetectTimes(prepared - began, ran - prepared, Stopwatch.GetTimestamp() - ran);
        return again;
    }

    public void Dispose() => _session.Dispose();
}
