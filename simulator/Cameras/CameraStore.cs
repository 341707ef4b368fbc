using O4O.Edge.Wire;

namespace O4O.Simulator.Cameras;

/// <summary>A store in which ceiling cameras see people, in place of eyes that know where everybody is.</summary>
/// <param name="Cameras">How many cameras to hang; null for those of the store file that are calibrated, or <see cref="CamerasUsual"/>.</param>
public sealed record CameraStore(int? Cameras)
{
    public const int CamerasUsual = 5;

    /// <summary>The same store with cameras and without eyes.</summary>
    /// <param name="store">The store.</param>
    /// <param name="seed">Hangs them a little differently each time, where the store file does not say how.</param>
    public StoreFile Of(StoreFile store, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(store);
        bool own = Cameras is null && store.Cameras.Any(c => c.Calibration is not null);
        return store with { Eyes = [], Cameras = own ? store.Cameras : CameraPlan.For(store.ToLayout(), Cameras ?? CamerasUsual, seed) };
    }
}
