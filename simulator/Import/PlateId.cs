namespace O4O.Simulator.Import;

/// <summary>A plate by the numbers of its gondola, shelf and place on it, each from 1.</summary>
internal readonly record struct PlateId(int Gondola, int Shelf, int Plate) : IComparable<PlateId>
{
    public int CompareTo(PlateId other) => (Gondola, Shelf, Plate).CompareTo((other.Gondola, other.Shelf, other.Plate));
}
