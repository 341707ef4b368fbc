using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Sources;

/// <summary>
/// Turns a device's own time into store time. A free clock is placed by its fastest messages: arrival minus device time is
/// the clock's offset plus a delay that is never negative, so the least of a window is the best guess. Two windows take
/// turns, so that a slow clock is followed. A synchronised clock is believed as it is while it is not absurd.
/// </summary>
public struct SourceClock(ClockKind kind)
{
    /// <summary>A device cannot be synchronised and as far off as this.</summary>
    private const long AbsurdUs = 10 * StoreTime.SecondUs;

    /// <summary>No queue holds a message as long as this: the clock must have been stepped.</summary>
    private const long StepUs = 5 * StoreTime.SecondUs;
    private const long WindowUs = 10 * StoreTime.SecondUs;

    private bool _known;
    private long _offsetUs, _nextOffsetUs;
    private StoreTime _windowEnd;

    /// <summary>True while a synchronised clock is so far off that it is treated as a free one.</summary>
    public bool Disbelieved { get; private set; }

    /// <summary>Learns from one message and says when, in store time, its device time was.</summary>
    public StoreTime Place(long deviceTimeUs, StoreTime arrival)
    {
        long offset = arrival.Us - deviceTimeUs;
        if (!_known || offset - _offsetUs > StepUs)
        {
            _known = true;
            _offsetUs = _nextOffsetUs = offset;
            _windowEnd = arrival + WindowUs;
        }
        else
        {
            _offsetUs = Math.Min(_offsetUs, offset);
            _nextOffsetUs = Math.Min(_nextOffsetUs, offset);
            if (arrival >= _windowEnd)
            {
                _offsetUs = _nextOffsetUs;
                _nextOffsetUs = offset;
                _windowEnd = arrival + WindowUs;
            }
        }
        Disbelieved = kind == ClockKind.Synchronised && Math.Abs(_offsetUs) > AbsurdUs;
        return new StoreTime(deviceTimeUs + (kind == ClockKind.Synchronised && !Disbelieved ? 0 : _offsetUs));
    }

    /// <summary>Forgets the offset: the device started anew.</summary>
    public void Reset() => _known = false;
}
