using System.Buffers;

namespace O4O.Edge.Eyes.Keeping;

/// <summary>
/// The last seconds of one camera as compressed pictures, in a memory that never grows; and, for as long as a doubt lasts, what was
/// captured around it. Nothing of it touches a disk. For several threads; nothing is allocated a picture, and what is let go is
/// overwritten at once.
/// </summary>
internal sealed class PictureRing
{
    /// <summary>Spans that are held at one time; for another the oldest is let go.</summary>
    public const int HoldsMax = 64;

    private struct Picture
    {
        public long CapturedUs;
        public int First, Bytes;
        public bool Held;
    }

    private readonly record struct Span(long Doubt, long FromUs, long ToUs, long UntilUs);

    private readonly Lock _lock = new();
    private readonly Blocks _blocks;
    private readonly Picture[] _pictures;
    private readonly Span[] _holds = new Span[HoldsMax];
    private readonly long _backUs;
    private int _count, _held;
    private long _lost;

    /// <param name="backUs">How far back it reaches where nothing is in doubt, µs.</param>
    /// <param name="bytes">All that it may take.</param>
    public PictureRing(long backUs, long bytes)
    {
        _backUs = backUs;
        _blocks = new Blocks(bytes);
        _pictures = new Picture[_blocks.Count];
    }

    /// <summary>Pictures in it now.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _count;
        }
    }

    /// <summary>Held pictures that had to go because the memory was full.</summary>
    public long Lost
    {
        get
        {
            lock (_lock) return _lost;
        }
    }

    /// <summary>Takes a picture in; one that was captured before the last one is refused.</summary>
    public void Add(long capturedUs, ReadOnlySpan<byte> jpeg)
    {
        int needed = Blocks.Needed(jpeg.Length);
        lock (_lock)
        {
            TendLocked(capturedUs);
            if (jpeg.IsEmpty || needed > _blocks.Count || (_count > 0 && capturedUs <= _pictures[_count - 1].CapturedUs)) return;
            while (_blocks.FreeCount < needed || _count == _pictures.Length) DropOldest();
            _pictures[_count++] = new Picture { CapturedUs = capturedUs, First = _blocks.Store(jpeg), Bytes = jpeg.Length, Held = IsHeld(capturedUs) };
        }
    }

    /// <summary>Keeps what was and will be captured in a span, until it is let go, or until then at the latest. Said again, it lasts longer.</summary>
    public void Hold(long doubt, long fromUs, long toUs, long untilUs)
    {
        lock (_lock)
        {
            int at = IndexOf(doubt);
            if (at < 0)
            {
                if (_held == HoldsMax)
                {
                    Array.Copy(_holds, 1, _holds, 0, --_held);
                }
                at = _held++;
            }
            _holds[at] = new Span(doubt, fromUs, toUs, untilUs);
            MarkAgain();
        }
    }

    /// <summary>The doubt is gone: what was held for it alone goes with it, once it is older than the ring reaches.</summary>
    public void LetGo(long doubt, long nowUs)
    {
        lock (_lock)
        {
            int at = IndexOf(doubt);
            if (at < 0) return;
            Remove(at);
            MarkAgain();
            TendLocked(nowUs);
        }
    }

    /// <summary>Drops whatever was captured since then, held or not.</summary>
    public void ForgetSince(long sinceUs)
    {
        lock (_lock)
        {
            while (_count > 0 && _pictures[_count - 1].CapturedUs >= sinceUs) _blocks.Free(_pictures[--_count].First);
        }
    }

    /// <summary>Drops what is too old; also where no picture comes any more.</summary>
    public void Tend(long nowUs)
    {
        lock (_lock) TendLocked(nowUs);
    }

    /// <summary>A copy of what was captured in a span; without pictures when there are none.</summary>
    /// <param name="fromUs">Its beginning.</param>
    /// <param name="toUs">Its end.</param>
    /// <param name="picturesMax">Most pictures; what is beyond them is left out.</param>
    public ClipCopy Copy(long fromUs, long toUs, int picturesMax)
    {
        lock (_lock)
        {
            int first = 0;
            while (first < _count && _pictures[first].CapturedUs < fromUs) first++;
            int last = first, bytes = 0;
            for (; last < _count && last - first < picturesMax && _pictures[last].CapturedUs <= toUs; last++) bytes += _pictures[last].Bytes;
            var copy = new ClipCopy(ArrayPool<byte>.Shared.Rent(Math.Max(1, bytes)), last - first);
            for (int i = first, at = 0; i < last; at += _pictures[i++].Bytes)
            {
                _blocks.Copy(_pictures[i].First, copy.Bytes.AsSpan(at, _pictures[i].Bytes));
                copy.Pictures[i - first] = (_pictures[i].CapturedUs, at, _pictures[i].Bytes);
            }
            return copy;
        }
    }

    private void TendLocked(long nowUs)
    {
        bool ended = false;
        for (int i = _held - 1; i >= 0; i--)
        {
            if (_holds[i].UntilUs > nowUs) continue;
            Remove(i);
            ended = true;
        }
        if (ended) MarkAgain();
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_pictures[i].Held || _pictures[i].CapturedUs >= nowUs - _backUs) _pictures[kept++] = _pictures[i];
            else _blocks.Free(_pictures[i].First);
        }
        _count = kept;
    }

    /// <summary>The oldest that nobody holds; where all are held, the oldest of all.</summary>
    private void DropOldest()
    {
        int at = 0;
        while (at < _count && _pictures[at].Held) at++;
        if (at == _count)
        {
            at = 0;
            _lost++;
        }
        _blocks.Free(_pictures[at].First);
        Array.Copy(_pictures, at + 1, _pictures, at, --_count - at);
    }

    private void MarkAgain()
    {
        for (int i = 0; i < _count; i++) _pictures[i].Held = IsHeld(_pictures[i].CapturedUs);
    }

    private bool IsHeld(long capturedUs)
    {
        for (int i = 0; i < _held; i++)
            if (capturedUs >= _holds[i].FromUs && capturedUs <= _holds[i].ToUs) return true;
        return false;
    }

    private int IndexOf(long doubt)
    {
        for (int i = 0; i < _held; i++)
            if (_holds[i].Doubt == doubt) return i;
        return -1;
    }

    private void Remove(int hold) => Array.Copy(_holds, hold + 1, _holds, hold, --_held - hold);
}
