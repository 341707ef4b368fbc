using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Stories;

namespace O4O.Edge.Store.Fusion;

/// <summary>
/// Where products really are: the planogram, and what people put elsewhere until somebody takes it.
/// </summary>
public sealed class LivePlanogram(StoreLayout layout)
{
    /// <summary>Misplaced groups remembered; the oldest are forgotten first.</summary>
    public const int MisplacedMax = 512;
    private readonly List<Misplaced> _misplaced = [];

    /// <summary>Units of a product lying on plates that are not its own.</summary>
    public sealed record Misplaced(Facing Facing, int Units);

    public IReadOnlyList<Misplaced> AllMisplaced => _misplaced;

    /// <summary>After a restart: the story goes on from what the journal remembers.</summary>
    public void CopyTo(Story story)
    {
        foreach (Misplaced m in _misplaced)
            story.Remember(new Thing(Item.Of(m.Facing.ProductIndex), m.Facing.ShelfIndex, m.Facing.Plates[0], m.Facing.Plates[^1], 0, m.Units, null));
    }

    /// <summary>Units were put on plates of a shelf: remembered unless they are at home there.</summary>
    public void Put(int productIndex, int shelfIndex, IReadOnlyList<int> plates, int units)
    {
        foreach (Facing facing in layout.FacingsOfShelf[shelfIndex])
            if (facing.ProductIndex == productIndex && Overlap(facing.Plates, plates)) return;
        for (int i = 0; i < _misplaced.Count; i++)
        {
            Misplaced m = _misplaced[i];
            if (m.Facing.ProductIndex != productIndex || m.Facing.ShelfIndex != shelfIndex || !Overlap(m.Facing.Plates, plates)) continue;
            _misplaced[i] = m with { Units = m.Units + units };
            return;
        }
        if (_misplaced.Count >= MisplacedMax) _misplaced.RemoveAt(0);
        _misplaced.Add(new Misplaced(new Facing(productIndex, shelfIndex, plates), units));
    }

    /// <summary>Units were taken from plates of a shelf: a misplaced group that they came from shrinks.</summary>
    public void Take(int productIndex, int shelfIndex, IReadOnlyList<int> plates, int units)
    {
        for (int i = 0; i < _misplaced.Count && units > 0; i++)
        {
            Misplaced m = _misplaced[i];
            if (m.Facing.ProductIndex != productIndex || m.Facing.ShelfIndex != shelfIndex || !Overlap(m.Facing.Plates, plates)) continue;
            int taken = Math.Min(units, m.Units);
            units -= taken;
            if (m.Units > taken) _misplaced[i] = m with { Units = m.Units - taken };
            else _misplaced.RemoveAt(i--);
        }
    }

    private static bool Overlap(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        foreach (int x in a)
            foreach (int y in b)
                if (x == y) return true;
        return false;
    }
}
