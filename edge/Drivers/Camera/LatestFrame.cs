namespace O4O.Edge.Drivers.Camera;

/// <summary>
/// Hands frames from the thread that captures to the one that looks, and never holds more than the latest: three buffers go
/// round, one being filled, one waiting, one being looked at.
/// </summary>
internal sealed class LatestFrame : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _there = new(0, 1);
    private readonly Stack<Frame> _free = new();
    private Frame? _waiting;
    private bool _out;

    /// <summary>Frames that were replaced before anybody took them.</summary>
    public long Dropped { get; private set; }

    /// <summary>Whether one waits to be taken.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (_gate) return _waiting is not null;
        }
    }

    /// <summary>A buffer to fill. Buffers of another size are left to the collector: a camera changes its size once in its life.</summary>
    public Frame Rent(int width, int height)
    {
        lock (_gate)
        {
            while (_free.TryPop(out Frame? frame))
                if (frame.Width == width && frame.Height == height) return frame;
        }
        return new Frame(width, height);
    }

    /// <summary>A filled buffer is the latest from now on.</summary>
    public void Put(Frame frame)
    {
        lock (_gate)
        {
            if (_waiting is null)
            {
                _there.Release();
            }
            else
            {
                _free.Push(_waiting);
                Dropped++;
            }
            _waiting = frame;
        }
    }

    /// <summary>A buffer that was not filled after all.</summary>
    public void PutBack(Frame frame)
    {
        lock (_gate) _free.Push(frame);
    }

    /// <summary>Takes the latest, waiting so long for one; null when none came.</summary>
    public Frame? Take(int waitMs)
    {
        if (!_there.Wait(waitMs)) return null;
        lock (_gate)
        {
            if (_out) throw new InvalidOperationException("the frame taken before has not been returned");
            _out = true;
            Frame taken = _waiting!;
            _waiting = null;
            return taken;
        }
    }

    public void Return(Frame frame)
    {
        lock (_gate)
        {
            if (!_out) throw new InvalidOperationException("no frame is out");
            _out = false;
            _free.Push(frame);
        }
    }

    public void Dispose() => _there.Dispose();
}
