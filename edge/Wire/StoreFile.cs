using System.Text.Json.Serialization;
using O4O.Edge.Store;
using O4O.Edge.Store.Gates;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Settings;

namespace O4O.Edge.Wire;

/// <summary>
/// A store as a JSON file: layout, catalogue, planogram, gates, sensors, code issuers, options. The edge reads it at the
/// start, and every recording carries it, so that a recording can be replayed by itself.
/// Lengths are millimetres; a box is <c>[x0, y0, z0, x1, y1, z1]</c>, a place <c>[x, y, z]</c>.
/// </summary>
public sealed record StoreFile : IValidatable
{
    [JsonRequired] public string Store { get; init; } = "";
    [JsonRequired] public string Currency { get; init; } = "";
    public EntryPolicy Entry { get; init; } = EntryPolicy.Gate;
    [JsonRequired] public IReadOnlyList<double> BoundsMm { get; init; } = [];
    [JsonRequired] public IReadOnlyList<ProductEntry> Products { get; init; } = [];
    [JsonRequired] public IReadOnlyList<ShelfEntry> Shelves { get; init; } = [];
    [JsonRequired] public IReadOnlyList<FacingEntry> Facings { get; init; } = [];
    public IReadOnlyList<GateEntry> Gates { get; init; } = [];
    public IReadOnlyList<EyesEntry> Eyes { get; init; } = [];

    /// <summary>Who looks into hands; a store does without.</summary>
    public IReadOnlyList<HandsEntry> Hands { get; init; } = [];

    /// <summary>Cameras whose pictures a detector looks at; a store that has other eyes does without.</summary>
    public IReadOnlyList<CameraEntry> Cameras { get; init; } = [];
    public IReadOnlyList<CodeIssuer> Issuers { get; init; } = [];

    /// <summary>
    /// What this store is tuned with; without it the defaults of whoever reads the file. A recording pins only what its store had set.
    /// </summary>
    public StoreOptions? Options { get; init; }

    public sealed record ProductEntry(
        [property: JsonRequired] string Gtin, [property: JsonRequired] string Name, [property: JsonRequired] double WeightGrams,
        [property: JsonRequired] long PriceMinor);

    public sealed record PlateEntry([property: JsonRequired] int Plate, [property: JsonRequired] IReadOnlyList<double> BoxMm);

    public sealed record ShelfEntry(
        [property: JsonRequired] int Gondola, [property: JsonRequired] int Shelf,
        [property: JsonRequired] IReadOnlyList<PlateEntry> Plates, ClockKind Clock = ClockKind.Free);

    public sealed record FacingEntry(
        [property: JsonRequired] string Gtin, [property: JsonRequired] int Gondola, [property: JsonRequired] int Shelf,
        [property: JsonRequired] IReadOnlyList<int> Plates);

    public sealed record GateEntry(
        [property: JsonRequired] string Device, [property: JsonRequired] IReadOnlyList<double> ScannerMm,
        [property: JsonRequired] IReadOnlyList<double> EntryZoneMm, [property: JsonRequired] IReadOnlyList<double> ExitZoneMm);

    public sealed record EyesEntry([property: JsonRequired] string Device, ClockKind Clock = ClockKind.Synchronised);

    /// <param name="Device">Its name in topics.</param>
    /// <param name="Clock">Whether its clock is the store's.</param>
    /// <param name="Camera">The calibrated camera in whose pictures it says where hands are; null where it names people.</param>
    public sealed record HandsEntry(
        [property: JsonRequired] string Device, ClockKind Clock = ClockKind.Synchronised,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Camera = null);

    /// <param name="Device">Its name in topics.</param>
    /// <param name="Clock">Whether its clock is the store's.</param>
    /// <param name="Calibration">Where it hangs and what its lens does, with position and rotation.</param>
    public sealed record CameraEntry(
        [property: JsonRequired] string Device, ClockKind Clock = ClockKind.Synchronised,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CameraFile? Calibration = null);

    /// <summary>The options of this store, or the defaults.</summary>
    public StoreOptions ToOptions() => Options ?? new StoreOptions();

    /// <summary>Builds the layout that this file describes.</summary>
    /// <exception cref="InvalidOperationException">It contradicts itself; <see cref="Problems"/> says how.</exception>
    public StoreLayout ToLayout() => ToBuilder().Build();

    public IEnumerable<string> Problems()
    {
        foreach (string problem in ToOptions().Problems()) yield return "options: " + problem;
        if (!IsName(Store)) yield return "store must be 1 to 64 of a-z, 0-9 and '-' (it stands in topics)";
        if (Currency.Length != 3) yield return "currency must be an ISO 4217 code of three letters";
        bool shaped = true;
        foreach (string problem in ShapeProblems())
        {
            shaped = false;
            yield return problem;
        }
        if (!shaped) yield break;
        foreach (string problem in ToBuilder().Problems) yield return problem;
    }

    private IEnumerable<string> ShapeProblems()
    {
        if (BoundsMm.Count != 6) yield return "boundsMm must have six numbers";
        foreach (ShelfEntry s in Shelves)
        {
            if (s.Gondola < 0 || s.Shelf < 0) yield return $"shelf {s.Gondola}-{s.Shelf}: numbers must not be negative";
            if (s.Plates.Count > WeightsPayload.PlatesMax) yield return $"shelf {s.Gondola}-{s.Shelf} has more than {WeightsPayload.PlatesMax} plates";
            foreach (PlateEntry p in s.Plates)
                if (p.BoxMm.Count != 6) yield return $"shelf {s.Gondola}-{s.Shelf} plate {p.Plate}: boxMm must have six numbers";
        }
        foreach (GateEntry g in Gates)
        {
            if (!IsName(g.Device)) yield return $"gate {g.Device}: device must be 1 to 64 of a-z, 0-9 and '-'";
            if (g.ScannerMm.Count != 3 || g.EntryZoneMm.Count != 6 || g.ExitZoneMm.Count != 6)
                yield return $"gate {g.Device}: scannerMm must have three numbers, the zones six each";
        }
        foreach (EyesEntry e in Eyes)
            if (!IsName(e.Device)) yield return $"eyes {e.Device}: device must be 1 to 64 of a-z, 0-9 and '-'";
        foreach (HandsEntry h in Hands)
        {
            if (!IsName(h.Device)) yield return $"hands {h.Device}: device must be 1 to 64 of a-z, 0-9 and '-'";
            if (h.Camera is { } through && !Cameras.Any(c => c.Device == through && c.Calibration is not null))
                yield return $"hands {h.Device}: camera {through} is no calibrated camera of this store";
        }
        foreach (CameraEntry c in Cameras)
        {
            if (!IsName(c.Device)) yield return $"camera {c.Device}: device must be 1 to 64 of a-z, 0-9 and '-'";
            if (c.Calibration is { IsPlaced: false }) yield return $"camera {c.Device}: calibration must have positionMm and rotation";
        }
        foreach (ProductEntry p in Products)
        {
            if (p.Gtin.Length is 0 or > 64) yield return $"product {p.Name}: gtin must have 1 to 64 characters";
            // Billing takes nothing else; an imported store charges nobody and keeps whatever names it had.
            else if (Entry == EntryPolicy.Gate && (p.Gtin.Length > 14 || !p.Gtin.All(char.IsAsciiDigit))) yield return $"product {p.Gtin}: gtin must have 1 to 14 digits";
            if (Entry == EntryPolicy.Gate && p.Name.Length is 0 or > 200) yield return $"product {p.Gtin}: name must have 1 to 200 characters";
        }
    }

    private StoreLayoutBuilder ToBuilder()
    {
        var builder = new StoreLayoutBuilder(Store, Currency, Entry, Box(BoundsMm));
        foreach (ProductEntry p in Products)
            builder.Product(new Product(p.Gtin, p.Name, Mass.FromGrams(p.WeightGrams), new Money(p.PriceMinor)));
        foreach (ShelfEntry s in Shelves)
            builder.Shelf(s.Gondola, s.Shelf, s.Clock, [.. s.Plates.Select(p => (p.Plate, Box(p.BoxMm)))]);
        foreach (FacingEntry f in Facings) builder.Facing(f.Gtin, f.Gondola, f.Shelf, f.Plates);
        foreach (GateEntry g in Gates) builder.Gate(new Gate(g.Device, Place(g.ScannerMm), Box(g.EntryZoneMm), Box(g.ExitZoneMm)));
        foreach (EyesEntry e in Eyes) builder.Eyes(e.Device, e.Clock);
        foreach (HandsEntry h in Hands) builder.Hands(h.Device, h.Clock, h.Camera);
        foreach (CameraEntry c in Cameras) builder.Camera(c.Device, c.Clock, c.Calibration?.ToModel());
        return builder;
    }

    private static bool IsName(string s) => s.Length is > 0 and <= 64 && s.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    private static Point3 Place(IReadOnlyList<double> v) => new(v[0], v[1], v[2]);

    private static Box3 Box(IReadOnlyList<double> v) => new(
        new(Math.Min(v[0], v[3]), Math.Min(v[1], v[4]), Math.Min(v[2], v[5])),
        new(Math.Max(v[0], v[3]), Math.Max(v[1], v[4]), Math.Max(v[2], v[5])));
}
