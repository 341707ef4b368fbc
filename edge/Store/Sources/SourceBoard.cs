using O4O.Edge.Store.Facts;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store.Sources;

/// <summary>All sensors together: which of them speak, and up to when they have told everything.</summary>
internal sealed class SourceBoard
{
    private readonly SourceWatch[] _watches;
    private readonly ShelfScale[] _scales;
    private readonly Action<JournalRecord> _emit;
    private readonly StoreLayout _layout;
    private readonly FloorCoverage _coverage;

    /// <summary>Cameras that say nothing, a bit each, and whether the others see all of the floor without them.</summary>
    private ulong _dead;
    private bool _isCovered = true;

    public SourceBoard(StoreLayout layout, ShelfScale[] scales, Action<JournalRecord> emit)
    {
        (_layout, _scales, _emit, _coverage) = (layout, scales, emit, new FloorCoverage(layout));
        _watches = new SourceWatch[layout.Sources.Count];
        for (int i = 0; i < _watches.Length; i++) _watches[i] = new SourceWatch(layout.Sources[i]);
    }

    public IReadOnlyList<SourceWatch> Watches => _watches;

    /// <summary>Judges a message by its mark, and notes that its source speaks again or started anew. A stale one must not be used further.</summary>
    public SequenceVerdict Hear(StoreTime now, SourceWatch source, DeviceMark mark)
    {
        SequenceVerdict verdict = source.Judge(mark, now);
        if (verdict == SequenceVerdict.Stale) return verdict;
        if (source.EndSilence()) _emit(new SourceChanged(now.Us, source.Source.Device, "ok", "heard again"));
        if (verdict == SequenceVerdict.Restarted)
            _emit(new SourceChanged(now.Us, source.Source.Device, "restarted", "the device started anew"));
        return verdict;
    }

    /// <summary>A source says of itself that it senses nothing, and why. That it does again it says by what it senses.</summary>
    public void Declare(StoreTime now, SourceWatch source, string reason)
    {
        source.DeclareSilent(now);
        _emit(new SourceChanged(now.Us, source.Source.Device, "blind", reason));
    }

    /// <summary>Notes who has fallen silent. A gate speaks only when somebody comes.</summary>
    public void NoteSilence(StoreTime now, long limitUs)
    {
        foreach (SourceWatch source in _watches)
        {
            if (source.Source.Kind == SourceKind.Gate || !source.CheckSilence(now, limitUs) || !source.Silent) continue;
            _emit(new SourceChanged(now.Us, source.Source.Device, "silent", $"nothing heard since {(now - source.LastHeard) / 1000} ms"));
        }
    }

    /// <summary>Notes which plates of a shelf have stopped to weigh, or weigh again; true when one has stopped.</summary>
    public bool NotePlates(StoreTime now, SourceWatch source)
    {
        ShelfScale scale = _scales[source.Source.ShelfIndex];
        bool stopped = false;
        for (int p = scale.Faults.TellNext(); p >= 0; p = scale.Faults.TellNext())
        {
            int number = _layout.Plates[scale.Shelf.FirstPlate + p].Number;
            (string state, string detail) = scale.Health(p) switch
            {
                PlateHealth.Stuck => ("stuck", $"plate {number} says the same number all the time"),
                PlateHealth.Mute => ("mute", $"plate {number} gives no readings"),
                _ => ("ok", $"plate {number} weighs again"),
            };
            stopped |= scale.Health(p) != PlateHealth.Live;
            _emit(new SourceChanged(now.Us, source.Source.Device, state, detail));
        }
        return stopped;
    }

    /// <summary>
    /// Up to when the eyes have told everything; never, where there are none. Calibrated cameras are eyes that see a part each: a dead
    /// one is not waited for, and blinds only where the others do not see its part of the floor.
    /// </summary>
    /// <param name="now">Store time.</param>
    /// <param name="blind">There are none, or one of them is silent that is needed.</param>
    public StoreTime EyesWatermark(StoreTime now, out bool blind)
    {
        StoreTime least = now;
        bool any = false, silent = false;
        ulong dead = 0;
        foreach (SourceWatch source in _watches)
        {
            int camera = _layout.CameraOf(source.Source.Index);
            if (source.Source.Kind != SourceKind.Eyes && camera < 0) continue;
            any = true;
            bool isDead = source.Silent || source.Messages == 0;
            if (camera >= 0 && isDead)
            {
                dead |= 1UL << camera; // nobody waits for it: what the others do not see is what matters
                continue;
            }
            silent |= isDead;
            least = StoreTime.Earlier(least, source.Watermark);
        }
        if (dead != _dead) (_dead, _isCovered) = (dead, _coverage.IsWhole(dead));
        blind = !any || silent || !_isCovered;
        return any ? least : StoreTime.Min;
    }

    /// <summary>
    /// The first shelf that still speaks and has not told everything up to a moment, or is still moving since before it;
    /// null when there is none.
    /// </summary>
    public Source? Behind(StoreTime time)
    {
        foreach (SourceWatch source in _watches)
        {
            if (source.Source.ShelfIndex < 0 || source.Silent || source.Messages == 0) continue;
            ShelfScale scale = _scales[source.Source.ShelfIndex];
            if (source.Watermark < time || (scale.Busy && scale.OldestWake <= time)) return source.Source;
        }
        return null;
    }
}
