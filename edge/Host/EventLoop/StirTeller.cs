using O4O.Edge.Store;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.EventLoop;

/// <summary>
/// Says that a shelf moves, as soon as its first plate has left its level and while one is away, so that cameras near it look
/// closer. Decides nothing, and nobody waits for it. One thread's.
/// </summary>
public sealed class StirTeller(StoreMachine machine, Action<StirPayload> tell)
{
    /// <summary>No shelf is told of more often than this.</summary>
    public const long EveryUs = 500_000;

    private readonly long[] _toldUs = new long[machine.Layout.Shelves.Count];

    /// <summary>After a fact of a source was taken in.</summary>
    public void After(Source source, StoreTime now)
    {
        int shelf = source.ShelfIndex;
        if (shelf < 0 || !machine.Scales[shelf].Busy || now.Us - _toldUs[shelf] < EveryUs) return;
        _toldUs[shelf] = now.Us;
        tell(new StirPayload(source.Device, now.Us));
    }
}
