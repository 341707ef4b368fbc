namespace O4O.Edge.Drivers.Camera.Ffmpeg;

/// <summary>Waits between attempts: doubling up to a limit, each drawn from the upper half, so that not all cameras knock at once.</summary>
internal sealed class Backoff(int minMs, int maxMs, Random random)
{
    private int _failures;

    /// <summary>The next wait, ms.</summary>
    public int NextMs()
    {
        int step = (int)Math.Min(maxMs, (long)minMs << Math.Min(_failures, 20));
        _failures++;
        return random.Next(Math.Max(1, step / 2), step + 1);
    }

    /// <summary>A frame came: begin small again.</summary>
    public void Reset() => _failures = 0;
}
