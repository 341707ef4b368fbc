namespace O4O.Edge.Eyes.Scheduling;

/// <summary>
/// Whose picture is looked at next: start-time fair queueing (Goyal, Vin and Cheng 1996) with a turn's cost of the interval that a
/// camera wants between two. Cameras that all want more than there is get turns in proportion to what they want; one that wanted
/// nothing for a while is served before those that were just served, and saves up no claim by it; between equals who asked first
/// goes first; nobody starves: others get at most as many turns before it as their measure allows in one interval of its own, and
/// one more each. An urgent camera's turns cost half. Nothing is allocated. Not for several threads at once.
/// </summary>
internal sealed class Turns
{
    private readonly long[] _intervalUs, _start, _finish, _asked;
    private readonly bool[] _waits, _urgent;
    private long _virtual, _asks;

    /// <param name="intervalsUs">What each camera wants: time between two turns, µs, at least 2.</param>
    public Turns(ReadOnlySpan<long> intervalsUs)
    {
        foreach (long interval in intervalsUs) ArgumentOutOfRangeException.ThrowIfLessThan(interval, 2, nameof(intervalsUs));
        _intervalUs = intervalsUs.ToArray();
        _start = new long[_intervalUs.Length];
        _finish = new long[_intervalUs.Length];
        _asked = new long[_intervalUs.Length];
        _waits = new bool[_intervalUs.Length];
        _urgent = new bool[_intervalUs.Length];
    }

    /// <summary>Cameras that wait for their turn.</summary>
    public int Waiting { get; private set; }

    /// <summary>A camera has a picture to be looked at; saying so again changes only the urgency.</summary>
    public void Ask(int camera, bool urgent)
    {
        _urgent[camera] = urgent;
        if (_waits[camera]) return;
        (_waits[camera], _asked[camera]) = (true, _asks++);
        _start[camera] = Math.Max(_virtual, _finish[camera]);
        Waiting++;
    }

    /// <summary>The camera whose turn it is, which waits no longer; −1 when none waits.</summary>
    public int Next()
    {
        int best = -1;
        for (int camera = 0; camera < _waits.Length; camera++)
        {
            if (!_waits[camera]) continue;
            bool first = best < 0 || _start[camera] < _start[best] || (_start[camera] == _start[best] && _asked[camera] < _asked[best]);
            if (first) best = camera;
        }
        if (best < 0) return best;
        _virtual = _start[best];
        _finish[best] = _start[best] + (_urgent[best] ? _intervalUs[best] / 2 : _intervalUs[best]);
        _waits[best] = false;
        Waiting--;
        return best;
    }
}
