using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>Writes the levels of all plates down now and then, for the comparison after a crash.</summary>
internal sealed class LevelWriter(ShelfScale[] scales, Action<JournalRecord> emit)
{
    private const long EveryUs = 20 * StoreTime.SecondUs;
    private StoreTime _written = StoreTime.Min;

    /// <summary>Time passed.</summary>
    public void Tick(StoreTime now)
    {
        if (now - _written < EveryUs) return;
        bool first = _written == StoreTime.Min;
        _written = now;
        if (first) return; // nothing is known yet
        var shelves = new List<ShelfLevels>(scales.Length);
        foreach (ShelfScale scale in scales)
        {
            var levels = new long?[scale.Shelf.PlateCount];
            for (int p = 0; p < levels.Length; p++) levels[p] = scale.LevelMg(p);
            shelves.Add(new ShelfLevels(scale.Shelf.Device, levels));
        }
        emit(new PlateLevels(now.Us, shelves));
    }
}
