using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.Import;

/// <summary>
/// Where plates are. A facing's space is shared equally by its plates; a plate of no facing lies between its neighbours on
/// the shelf, or goes on from the last one by that one's own width; a shelf of no facing lies over or under the nearest
/// shelf of its gondola, one height further for each number.
/// </summary>
internal sealed class PlatePlaces
{
    private readonly SortedDictionary<PlateId, (Box3 Box, Point3 Step)> _known = [];

    /// <summary>Adds a facing's plates; the first facing that names a plate places it.</summary>
    public void Add(PlanogramFacing facing)
    {
        for (int i = 0; i < facing.Plates.Count; i++)
            _known.TryAdd(new PlateId(facing.Gondola, facing.Shelf, facing.Plates[i]), (facing.PlateBox(i), facing.Step));
    }

    /// <summary>The plates that a facing places.</summary>
    public IEnumerable<PlateId> Planned => _known.Keys;

    public bool IsPlanned(PlateId plate) => _known.ContainsKey(plate);

    /// <summary>The space above a plate, millimetres; null in a gondola of which nothing is known.</summary>
    public Box3? Find(PlateId plate)
    {
        if (_known.TryGetValue(plate, out (Box3 Box, Point3 Step) own)) return own.Box;
        int? nearestShelf = null;
        PlateId? below = null, above = null;
        foreach (PlateId k in _known.Keys)
        {
            if (k.Gondola != plate.Gondola) continue;
            if (nearestShelf is null || Math.Abs(k.Shelf - plate.Shelf) < Math.Abs(nearestShelf.Value - plate.Shelf)) nearestShelf = k.Shelf;
            if (k.Shelf != plate.Shelf) continue;
            if (k.Plate < plate.Plate) below = k;
            else above ??= k;
        }
        if (below is { } a && above is { } b) return Between(_known[a].Box, _known[b].Box, (double)(plate.Plate - a.Plate) / (b.Plate - a.Plate));
        if ((below ?? above) is { } end)
            return Moved(_known[end].Box, _known[end].Step * (plate.Plate - end.Plate));
        if (nearestShelf is not { } other || Find(plate with { Shelf = other }) is not { } like) return null;
        return Moved(like, new Point3(0, 0, (like.Max.Z - like.Min.Z) * (plate.Shelf - other)));
    }

    private static Box3 Between(Box3 a, Box3 b, double share) =>
        new(a.Min + (b.Min - a.Min) * share, a.Max + (b.Max - a.Max) * share);

    private static Box3 Moved(Box3 box, Point3 by) => new(box.Min + by, box.Max + by);
}
