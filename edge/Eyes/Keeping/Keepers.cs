using O4O.Edge.Eyes.Configuration;
using O4O.Edge.Eyes.Telling;
using O4O.Edge.Wire;

namespace O4O.Edge.Eyes.Keeping;

/// <summary>The rings of all cameras: holds what is in doubt at the shelves that they look at, and sends what a case asks for.</summary>
internal sealed class Keepers(RingSettings settings, int nice, Func<long> nowUs, Action<string> log) : IDisposable
{
    private readonly record struct Place(string Camera, Keeper Keeper, IClipLine Line);

    /// <summary>By what pictures are asked for: a shelf's device, or a camera's own.</summary>
    private readonly Dictionary<string, List<Place>> _byShelf = new(StringComparer.Ordinal);
    private readonly List<Keeper> _all = [];
    private readonly ClipSender _sender = new(nice, log);

    /// <summary>A camera's keeper; null where nothing is to be kept.</summary>
    /// <param name="camera">Its device name.</param>
    /// <param name="shelves">What it looks at.</param>
    /// <param name="masked">It has masks.</param>
    /// <param name="line">Its line.</param>
    public Keeper? Add(string camera, IReadOnlyList<string> shelves, bool masked, IClipLine line)
    {
        // A camera that looks at no shelf keeps nothing, though one could ask for what it saw of somebody: as little as possible.
        if (settings.Seconds == 0 || shelves.Count == 0) return null;
        var keeper = new Keeper(settings, masked);
        _all.Add(keeper);
        foreach (string name in shelves.Append(camera))
        {
            if (!_byShelf.TryGetValue(name, out List<Place>? places)) _byShelf[name] = places = [];
            places.Add(new Place(camera, keeper, line));
        }
        return keeper;
    }

    /// <summary>Held pictures that had to go because a ring was full.</summary>
    public long Lost => _all.Sum(k => k.Ring.Lost);

    public void Doubted(DoubtPayload doubt)
    {
        if (!_byShelf.TryGetValue(doubt.Shelf, out List<Place>? places)) return;
        long now = nowUs();
        foreach (Place place in places)
        {
            if (doubt.KeepMs > 0) place.Keeper.Ring.Hold(doubt.Doubt, doubt.FromUs, doubt.ToUs, now + (doubt.KeepMs * 1000L));
            else place.Keeper.Ring.LetGo(doubt.Doubt, now);
        }
    }

    public void Asked(CasePayload asked)
    {
        if (!_byShelf.TryGetValue(asked.Shelf, out List<Place>? places)) return;
        foreach (Place place in places)
            if (!asked.Have.Contains(place.Camera)) _sender.Ask(place.Camera, place.Keeper.Ring, place.Line, asked);
    }

    /// <summary>Drops what is too old, also of cameras that show nothing any more.</summary>
    public void Tend()
    {
        long now = nowUs();
        foreach (Keeper keeper in _all) keeper.Ring.Tend(now);
    }

    public void Dispose() => _sender.Dispose();
}
