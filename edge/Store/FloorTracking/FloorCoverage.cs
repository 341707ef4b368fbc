using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>Which camera sees which part of the floor, at the height of a head: whether the others can do without a dead one.</summary>
public sealed class FloorCoverage
{
    /// <summary>Side of a cell, mm.</summary>
    private const double CellMm = 400;
    private const double HeadMm = 1_580;

    /// <summary>A store has no more cells along a side.</summary>
    private const int CellsMax = 500;

    /// <summary>Dead cameras may take so large a share of what all together see: the rim of a picture is nobody's loss.</summary>
    private const double ShareMax = 0.02;

    /// <summary>Of each cell that any camera sees, which ones do: a bit each.</summary>
    private readonly List<ulong> _seenBy = [];
    private readonly List<ulong> _exits = [];

    public FloorCoverage(StoreLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (layout.Cameras.Count == 0) return;
        Add(layout.Cameras, layout.Bounds, _seenBy);
        for (int g = 0; g < layout.Gates.Count; g++) Add(layout.Cameras, layout.Gates[g].ExitZone, _exits);
    }

    /// <summary>Whether the others see nearly all that all see together, and each place in the exits.</summary>
    /// <param name="dead">Cameras that say nothing: bit i for camera i.</param>
    public bool IsWhole(ulong dead)
    {
        int lost = 0;
        foreach (ulong cameras in _seenBy)
            if ((cameras & ~dead) == 0) lost++;
        foreach (ulong cameras in _exits)
            if ((cameras & ~dead) == 0) return false;
        return lost <= ShareMax * _seenBy.Count;
    }

    private static void Add(IReadOnlyList<Camera> cameras, Box3 floor, List<ulong> cells)
    {
        int columns = Cells(floor.Max.X - floor.Min.X), rows = Cells(floor.Max.Y - floor.Min.Y);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
            {
                var head = new Point3(
                    floor.Min.X + (column + 0.5) / columns * (floor.Max.X - floor.Min.X), floor.Min.Y + (row + 0.5) / rows * (floor.Max.Y - floor.Min.Y), HeadMm);
                ulong seenBy = 0;
                for (int c = 0; c < cameras.Count; c++)
                    if (cameras[c].Model.TryProject(head, out Pixel pixel) && cameras[c].Model.Shows(pixel)) seenBy |= 1UL << c;
                if (seenBy != 0) cells.Add(seenBy);
            }
    }

    private static int Cells(double lengthMm) => (int)Math.Clamp(lengthMm / CellMm, 1, CellsMax);
}
