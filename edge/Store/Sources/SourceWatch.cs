using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Sources;

/// <summary>One device's messages as they come: order, clock, silence, and how often anything was wrong.</summary>
public sealed class SourceWatch(Source source)
{
    private SourceClock _clock = new(source.Clock);
    private bool _heard;
    private uint _epoch, _sequence;
    private bool _declared;

    public Source Source { get; } = source;

    /// <summary>Store time of the last message's arrival.</summary>
    public StoreTime LastHeard { get; private set; } = StoreTime.Min;

    /// <summary>Store time up to which this source has told everything.</summary>
    public StoreTime Watermark { get; private set; } = StoreTime.Min;
    public bool Silent { get; private set; }

    /// <summary>When it fell silent; meaningful while <see cref="Silent"/>.</summary>
    public StoreTime SilentSince { get; private set; }
    public bool ClockDisbelieved => _clock.Disbelieved;

    public long Messages { get; private set; }
    public long Stale { get; private set; }
    public long Gaps { get; private set; }
    public long MissedMessages { get; private set; }
    public long Restarts { get; private set; }
    public long ClockFaults { get; private set; }

    /// <summary>Judges one message by its mark. A stale one must not be used further.</summary>
    public SequenceVerdict Judge(DeviceMark mark, StoreTime arrival)
    {
        Messages++;
        SequenceVerdict verdict = Order(mark);
        if (verdict == SequenceVerdict.Stale)
        {
            Stale++;
            return verdict;
        }
        if (verdict == SequenceVerdict.AfterGap)
        {
            Gaps++;
            MissedMessages += mark.Sequence - _sequence - 1;
        }
        if (verdict == SequenceVerdict.Restarted)
        {
            Restarts++;
            _clock.Reset();
        }
        (_heard, _epoch, _sequence) = (true, mark.BootEpoch, mark.Sequence);
        LastHeard = arrival;
        return verdict;
    }

    /// <summary>When, in store time, the device's own <paramref name="deviceTimeUs"/> was; call once a message.</summary>
    public StoreTime Place(long deviceTimeUs, StoreTime arrival)
    {
        bool before = _clock.Disbelieved;
        StoreTime placed = _clock.Place(deviceTimeUs, arrival);
        if (_clock.Disbelieved && !before) ClockFaults++;
        // Nothing is sensed after it arrives, whatever the device's clock says.
        return StoreTime.Earlier(placed, arrival);
    }

    /// <summary>Everything up to <paramref name="time"/> has been told.</summary>
    public void Advance(StoreTime time) => Watermark = StoreTime.Later(Watermark, time);

    /// <summary>Notices silence or its end; true when that changed.</summary>
    public bool CheckSilence(StoreTime now, long limitUs)
    {
        if (!_heard || _declared) return false;
        bool silent = now - LastHeard > limitUs;
        if (silent == Silent) return false;
        Silent = silent;
        if (silent) SilentSince = LastHeard;
        return true;
    }

    /// <summary>The source says of itself that it senses nothing: it counts as silent at once, and until it speaks of what it senses.</summary>
    public void DeclareSilent(StoreTime now)
    {
        if (!Silent) SilentSince = _heard ? LastHeard : now;
        Silent = _declared = true;
    }

    /// <summary>The source spoke: whatever it was, it is silent no more. True when it was.</summary>
    public bool EndSilence()
    {
        bool was = Silent;
        Silent = _declared = false;
        return was;
    }

    private SequenceVerdict Order(DeviceMark mark)
    {
        if (!_heard) return SequenceVerdict.First;
        if (mark.BootEpoch != _epoch) return mark.BootEpoch > _epoch ? SequenceVerdict.Restarted : SequenceVerdict.Stale;
        if (mark.Sequence <= _sequence) return SequenceVerdict.Stale;
        return mark.Sequence == _sequence + 1 ? SequenceVerdict.Next : SequenceVerdict.AfterGap;
    }
}
