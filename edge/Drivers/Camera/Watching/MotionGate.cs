using System.Runtime.CompilerServices;

namespace O4O.Edge.Drivers.Camera.Watching;

/// <summary>
/// Tells a still scene from one in which something moved, by its thumbnail: compared is with the last picture that was truly
/// looked at, and not with the one before, so that what creeps is seen as well as what runs. A change of light over the whole
/// picture is none. Not for several threads at once; nothing is allocated.
/// </summary>
public sealed class MotionGate
{
    private readonly float _levels;
    private readonly int _cells;
    private readonly float[] _reference = new float[Thumbnail.Columns * Thumbnail.Rows];
    private readonly Thumbnail _now = new();
    private bool _hasReference;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MotionGate(MotionGateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (string problem in options.Problems()) throw new ArgumentException(problem, nameof(options));
        (_levels, _cells) = ((float)options.Levels, options.Cells);
    }

    /// <summary>Whether a picture differs from the reference; the first always does.</summary>
    public bool Moved(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _now.Take(frame.Brightness, frame.Width, frame.Height);
        return !_hasReference || Changed(_now.Cells, _reference) >= _cells;
    }

    /// <summary>The picture that <see cref="Moved"/> saw last is being looked at: it is the reference from now on.</summary>
    public void Refer()
    {
        _now.Cells.CopyTo(_reference, 0);
        _hasReference = true;
    }

    /// <summary>The next picture differs, whatever it shows: the camera was away.</summary>
    public void Forget() => _hasReference = false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Changed(float[] now, float[] then)
    {
        // What all cells have in common is light, or the camera's own exposure.
        float sum = 0;
        for (int i = 0; i < now.Length; i++) sum += now[i] - then[i];
        float light = sum / now.Length;
        int changed = 0;
        for (int i = 0; i < now.Length; i++)
            if (Math.Abs(now[i] - then[i] - light) > _levels) changed++;
        return changed;
    }
}
