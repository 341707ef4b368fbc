using O4O.Edge.Store;
using O4O.Edge.Wire;

namespace O4O.Simulator.Cameras;

/// <summary>A store in which ceiling cameras see people, in place of eyes that know where everybody is.</summary>
/// <param name="Cameras">How many cameras to hang; null for those of the store file that are calibrated, or <see cref="CamerasUsual"/>.</param>
public sealed record CameraStore(int? Cameras)
{
    public const int CamerasUsual = 5;

    /// <summary>What goes with whoever finds people through them, for stores whose file says nothing of its own; null for the edge's usual.</summary>
    public StoreOptions? Options { get; init; }

    /// <summary>The same store with cameras and without eyes, and looks into hands through the cameras.</summary>
    /// <param name="store">The store.</param>
    /// <param name="seed">Hangs them a little differently each time, where the store file does not say how.</param>
    public StoreFile Of(StoreFile store, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(store);
        bool own = Cameras is null && store.Cameras.Any(c => c.Calibration is not null);
        IReadOnlyList<StoreFile.CameraEntry> cameras = own ? store.Cameras : CameraPlan.For(store.ToLayout(), Cameras ?? CamerasUsual, seed);
        return store with { Eyes = [], Cameras = cameras, Hands = Hands(store, cameras, own), Options = store.Options ?? Options };
    }

    /// <summary>Where the store looks into hands, crops of the cameras' pictures are looked at: nobody numbers people any more.</summary>
    private static IReadOnlyList<StoreFile.HandsEntry> Hands(StoreFile store, IReadOnlyList<StoreFile.CameraEntry> cameras, bool own)
    {
        if (store.Hands.Count == 0 || (own && store.Hands.Any(h => h.Camera is not null))) return store.Hands;
        return [.. cameras.Where(c => c.Calibration is not null).Select((c, i) => new StoreFile.HandsEntry($"hands-{i + 1}", Camera: c.Device))];
    }
}
