using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Layout;

/// <summary>Puts a <see cref="StoreLayout"/> together and refuses one that contradicts itself.</summary>
public sealed class StoreLayoutBuilder(string storeId, string currency, EntryPolicy entry, Box3 bounds)
{
    private readonly List<Product> _products = [];
    private readonly List<Shelf> _shelves = [];
    private readonly List<Plate> _plates = [];
    private readonly List<Facing> _facings = [];
    private readonly List<Gate> _gates = [];
    private readonly List<Source> _sources = [];
    private readonly List<Camera> _cameras = [];
    private readonly List<int> _gondolas = [];
    private readonly List<(int Source, string Camera)> _through = [];
    private readonly List<string> _problems = [];

    /// <summary>What is wrong so far, a sentence each; <see cref="Build"/> refuses while there is anything.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public StoreLayoutBuilder Product(Product product)
    {
        if (_products.Exists(p => p.Gtin == product.Gtin)) _problems.Add($"product {product.Gtin} stands twice in the catalogue");
        else if (product.Weight <= Mass.Zero) _problems.Add($"product {product.Gtin}: weight must be above 0, not {product.Weight}");
        else if (product.Price.Minor < 0) _problems.Add($"product {product.Gtin}: price must not be negative");
        else _products.Add(product);
        return this;
    }

    /// <summary>Adds a shelf, its controller and its plates.</summary>
    /// <param name="gondola">Number of the gondola.</param>
    /// <param name="number">Number of the shelf in it.</param>
    /// <param name="clock">How far the controller's clock is believed.</param>
    /// <param name="plates">Plate number and the space above it, from left to right.</param>
    public StoreLayoutBuilder Shelf(int gondola, int number, ClockKind clock, IReadOnlyList<(int Number, Box3 Space)> plates)
    {
        if (_shelves.Exists(s => s.Gondola == gondola && s.Number == number))
        {
            _problems.Add($"shelf {gondola}-{number} stands twice in the layout");
            return this;
        }
        if (plates.Count == 0)
        {
            _problems.Add($"shelf {gondola}-{number} has no plates");
            return this;
        }
        int gondolaIndex = _gondolas.IndexOf(gondola);
        if (gondolaIndex < 0)
        {
            gondolaIndex = _gondolas.Count;
            _gondolas.Add(gondola);
        }
        int shelfIndex = _shelves.Count, firstPlate = _plates.Count;
        Box3 space = plates[0].Space;
        foreach ((int plateNumber, Box3 plateSpace) in plates)
        {
            space = Box3.Union(space, plateSpace);
            _plates.Add(new Plate(_plates.Count, shelfIndex, plateNumber, plateSpace));
        }
        var shelf = new Shelf(shelfIndex, gondolaIndex, gondola, number, firstPlate, plates.Count, space);
        _shelves.Add(shelf);
        AddSource(shelf.Device, SourceKind.Shelf, clock, shelfIndex, -1);
        return this;
    }

    /// <summary>Puts a product on plates, named by their numbers.</summary>
    public StoreLayoutBuilder Facing(string gtin, int gondola, int shelf, IReadOnlyList<int> plateNumbers)
    {
        int productIndex = _products.FindIndex(p => p.Gtin == gtin);
        Shelf? on = _shelves.Find(s => s.Gondola == gondola && s.Number == shelf);
        if (productIndex < 0) _problems.Add($"facing on shelf {gondola}-{shelf}: product {gtin} is not in the catalogue");
        if (on is null) _problems.Add($"facing of {gtin}: there is no shelf {gondola}-{shelf}");
        if (productIndex < 0 || on is null) return this;
        var plates = new List<int>(plateNumbers.Count);
        foreach (int number in plateNumbers)
        {
            int plate = _plates.FindIndex(on.FirstPlate, on.PlateCount, p => p.Number == number);
            if (plate < 0) _problems.Add($"facing of {gtin}: shelf {gondola}-{shelf} has no plate {number}");
            else plates.Add(plate);
        }
        plates.Sort();
        if (plates.Count > 0) _facings.Add(new Facing(productIndex, on.Index, plates));
        return this;
    }

    public StoreLayoutBuilder Gate(Gate gate)
    {
        _gates.Add(gate);
        AddSource(gate.Device, SourceKind.Gate, ClockKind.Free, -1, _gates.Count - 1);
        return this;
    }

    /// <summary>Adds a source of observed people.</summary>
    public StoreLayoutBuilder Eyes(string device, ClockKind clock)
    {
        AddSource(device, SourceKind.Eyes, clock, -1, -1);
        return this;
    }

    /// <summary>
    /// Adds a source of looks into hands; it speaks of the people whom the eyes number, or of places in the pictures of a calibrated
    /// camera, which may be added later.
    /// </summary>
    public StoreLayoutBuilder Hands(string device, ClockKind clock, string? camera = null)
    {
        if (camera is not null) _through.Add((_sources.Count, camera));
        AddSource(device, SourceKind.Hands, clock, -1, -1);
        return this;
    }

    /// <summary>Adds a camera whose pictures a detector looks at; without a model nobody is followed by it.</summary>
    public StoreLayoutBuilder Camera(string device, ClockKind clock, CameraModel? model = null)
    {
        int source = _sources.Count;
        AddSource(device, SourceKind.Camera, clock, -1, -1);
        if (model is null || _sources.Count == source) return this;
        if (_cameras.Count == StoreLayout.CamerasMax) _problems.Add($"camera {device}: a store follows people by at most {StoreLayout.CamerasMax} cameras");
        else _cameras.Add(new Camera(_cameras.Count, source, model));
        return this;
    }

    /// <summary>The finished layout.</summary>
    /// <exception cref="InvalidOperationException">The layout contradicts itself: see <see cref="Problems"/>.</exception>
    public StoreLayout Build()
    {
        foreach ((int hands, string device) in _through)
        {
            Camera? camera = _cameras.Find(c => _sources[c.SourceIndex].Device == device);
            if (camera is null) _problems.Add($"hands {_sources[hands].Device}: camera {device} is no calibrated camera of this store");
            else _sources[hands] = _sources[hands] with { CameraIndex = camera.Index };
        }
        if (_problems.Count > 0) throw new InvalidOperationException(string.Join("; ", _problems));
        return new StoreLayout(
            storeId, currency, entry, bounds, [.. _products], [.. _shelves], [.. _plates], [.. _facings], [.. _gates],
            [.. _sources], [.. _cameras], _gondolas.Count);
    }

    private void AddSource(string device, SourceKind kind, ClockKind clock, int shelfIndex, int gateIndex)
    {
        if (_sources.Exists(s => s.Device == device)) _problems.Add($"device {device} stands twice in the layout");
        else _sources.Add(new Source(_sources.Count, device, kind, clock, shelfIndex, gateIndex));
    }
}
