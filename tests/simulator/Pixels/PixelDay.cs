using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Drivers.Inference;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Pixels;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;
using O4O.Simulator.Tests.Simulation;

namespace O4O.Simulator.Tests.Pixels;

/// <summary>
/// A short day of the demo store under two cameras with small pictures and a network that says how bright a picture is: one box, whose
/// place and size follow from the pixels' mean.
/// </summary>
internal sealed class PixelDay : IDisposable
{
    public const int Width = 64, Height = 48;

    public static readonly Scenario Short = BuiltInScenarios.Calm with { Seconds = 45, ArrivalSeconds = 3 };

    private readonly TinyModel _model;

    public PixelDay(PixelOptions? adapt = null)
    {
        // 21 anchors of x, y, width, height, score, two classes; every number grows with the picture's mean, most of all the first anchor's score.
        float[] rows = TinyModel.Rows((9, [0.2f, 0.3f, 0.4f, 0.5f, 0.9f, 0.9f, 0]));
        _model = new TinyModel(onnx: TinyOnnx.Write([1, 3, TinyModel.Side, TinyModel.Side], [1, TinyModel.Anchors, TinyModel.RowLength], rows, meanWeight: 1e-4f));
        Options = (adapt ?? new PixelOptions()) with { Model = _model.ManifestFile, Width = Width, Height = Height };
        Looking = new PixelLooking(Options);
    }

    public PixelOptions Options { get; }

    public PixelLooking Looking { get; }

    public static StoreFile Store(ulong seed) => new CameraStore(2).Of(DemoStore.Create(), seed);

    /// <summary>Lives through the day and returns what was heard of it.</summary>
    public string Hash(ulong seed, long stepUs = 1_000_000)
    {
        using var heard = new Heard(Short, seed, store: Store(seed));
        using IDisposable looking = Looking.Through(heard.World, seed);
        heard.Live(stepUs: stepUs);
        heard.World.Advance(Heard.Start + 60_000_000);
        return heard.HashHex;
    }

    /// <summary>All frames of detections that were heard of a day.</summary>
    public List<(string Topic, long TimeUs, int Width, int Height, DetectedBox[] Boxes)> Frames(ulong seed)
    {
        var frames = new List<(string, long, int, int, DetectedBox[])>();
        var boxes = new DetectedBox[DetectionsPayload.BoxesMax];
        using var heard = new Heard(Short, seed, Hear, store: Store(seed));
        using IDisposable looking = Looking.Through(heard.World, seed);
        heard.Live();
        return frames;

        void Hear(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
        {
            if (!topic.EndsWith("/" + Topics.Detections, StringComparison.Ordinal)) return;
            Assert.True(DetectionsPayload.TryRead(payload, boxes, out DetectionsFrame frame, out string error), error);
            frames.Add((topic, frame.Mark.TimeUs, frame.Width, frame.Height, frame.Boxes.ToArray()));
        }
    }

    public void Dispose() => _model.Dispose();
}
