using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store.Sources;

/// <summary>All sensors together: up to when they have told everything.</summary>
internal sealed class SourceBoard
{
    private readonly SourceWatch[] _watches;
    private readonly ShelfScale[] _scales;

    public SourceBoard(StoreLayout layout, ShelfScale[] scales)
    {
        _scales = scales;
        _watches = new SourceWatch[layout.Sources.Count];
        for (int i = 0; i < _watches.Length; i++) _watches[i] = new SourceWatch(layout.Sources[i]);
    }

    public IReadOnlyList<SourceWatch> Watches => _watches;

    /// <summary>Up to when the eyes have told everything; never, where there are none.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="blind">There are none, or one of them is silent.</param>
    public StoreTime EyesWatermark(StoreTime now, out bool blind)
    {
        StoreTime least = now;
        bool any = false, silent = false;
        foreach (SourceWatch source in _watches)
        {
            if (source.Source.Kind != SourceKind.Eyes) continue;
            any = true;
            silent |= source.Silent || source.Messages == 0;
            least = StoreTime.Earlier(least, source.Watermark);
        }
        blind = !any || silent;
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
