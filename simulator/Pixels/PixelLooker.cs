using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Facts;
using O4O.Simulator.Cameras;
using O4O.Simulator.People;
using O4O.Simulator.Rendering;
using O4O.Simulator.Rendering.Figures;
using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.Pixels;

/// <summary>One camera's pictures: rendered, and looked at by the edge's own detector.</summary>
/// <param name="eyes">All cameras'.</param>
/// <param name="camera">Which one, from 0.</param>
/// <param name="topic">Where its pictures are recorded, if they are.</param>
/// <param name="options">Which pictures.</param>
internal sealed class PixelLooker(PixelEyes eyes, int camera, string topic, PixelOptions options) : ILooker
{
    /// <summary>A box that overlaps nobody by so much is nobody's.</summary>
    private const double SameBody = 0.3;

    private readonly Glance _glance = new(eyes.Renderer.Inside(camera).View);
    private readonly DetectedBox[] _last = new DetectedBox[Edge.Wire.DetectionsPayload.BoxesMax];
    private readonly long[] _lastOwners = new long[Edge.Wire.DetectionsPayload.BoxesMax];
    private readonly byte[] _pixels = new byte[Picture.Bytes(options.Width, options.Height)];
    private readonly int[] _whose = new int[Edge.Wire.DetectionsPayload.BoxesMax];
    private int _lastCount;
    private long _lookedUs = long.MinValue;

    /// <inheritdoc/>
    public int Width => options.Width;

    /// <inheritdoc/>
    public int Height => options.Height;

    /// <summary>What was found in the last picture that was looked at, …</summary>
    public ReadOnlySpan<DetectedBox> Boxes => _last.AsSpan(0, _lastCount);

    /// <summary>… and when that was.</summary>
    public long LookedUs => _lookedUs;

    /// <summary>Pictures that were rendered and looked at.</summary>
    public long Looked { get; private set; }

    /// <summary>Pictures that showed what the last one did.</summary>
    public long Still { get; private set; }

    /// <inheritdoc/>
    public int Look(long nowUs, IReadOnlyList<Person> people, Span<DetectedBox> boxes, Span<long> owners)
    {
        Scene scene = eyes.SceneAt(nowUs);
        bool differs = _glance.Differs(scene.People) || eyes.Renderer.HasChanged(camera);
        if (differs || nowUs - _lookedUs >= options.HeartbeatMs * 1_000L) LookAgain(nowUs, scene);
        else Still++;
        _last.AsSpan(0, _lastCount).CopyTo(boxes);
        _lastOwners.AsSpan(0, _lastCount).CopyTo(owners);
        return _lastCount;
    }

    private void LookAgain(long nowUs, Scene scene)
    {
        _glance.Keep();
        _lookedUs = nowUs;
        Looked++;
        FrameTruth truth = eyes.Renderer.RenderVideo(camera, scene, _pixels);
        ReadOnlySpan<byte> seen = eyes.Tape is { } tape ? tape.Through(_pixels, options.Width, options.Height, nowUs, topic) : _pixels;
        _lastCount = ToldBox.People(eyes.Detector.Detect(new Picture(options.Width, options.Height, seen)), _last);
        Own(truth, scene);
    }

    /// <summary>Whose boxes they are: the surest choose first.</summary>
    private void Own(FrameTruth truth, Scene scene)
    {
        var taken = new bool[truth.People.Count];
        for (int b = 0; b < _lastCount; b++)
        {
            int best = -1;
            double most = SameBody;
            for (int p = 0; p < taken.Length; p++)
            {
                PictureBox body = truth.People[p].Seen;
                if (taken[p] || body.IsEmpty) continue;
                double overlap = PixelBox.Overlap(
                    new(_last[b].Left, _last[b].Top, _last[b].Width, _last[b].Height), new(body.Left, body.Top, body.Width, body.Height));
                if (overlap > most) (best, most) = (p, overlap);
            }
            _whose[b] = best;
            _lastOwners[b] = best < 0 ? 0 : TrackOf(scene, truth.People[best].Person);
            if (best >= 0) taken[best] = true;
        }
        eyes.Tally.Add(truth, Boxes, _whose.AsSpan(0, _lastCount), eyes.Renderer.Camera(camera), options.Width, options.Height);
    }

    private static long TrackOf(Scene scene, int person)
    {
        foreach ((_, Stance stance) in scene.People)
            if (stance.Person == person) return stance.Track;
        return 0;
    }
}
