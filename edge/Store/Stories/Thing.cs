namespace O4O.Edge.Store.Stories;

/// <summary>Units of an item lying where the planogram has none of it.</summary>
/// <param name="Item">What.</param>
/// <param name="Shelf">Index of the shelf.</param>
/// <param name="FirstPlate">Index of the first plate that it lies on.</param>
/// <param name="LastPlate">Index of the last.</param>
/// <param name="UnitMg">What one unit weighed when it was put there, milligrams; 0 when nobody weighed it.</param>
/// <param name="Units">How many.</param>
/// <param name="Owner">Who put an unknown thing there: it may be their own bag.</param>
public readonly record struct Thing(Item Item, int Shelf, int FirstPlate, int LastPlate, long UnitMg, int Units, string? Owner)
{
    /// <summary>Lies on one of these plates.</summary>
    public bool Overlaps(int shelf, int first, int last) => Shelf == shelf && FirstPlate <= last && LastPlate >= first;

    /// <summary>A total order, so that equal collections have equal sequences.</summary>
    internal static int Order(Thing a, Thing b)
    {
        int by = a.Shelf.CompareTo(b.Shelf);
        if (by == 0) by = a.FirstPlate.CompareTo(b.FirstPlate);
        if (by == 0) by = a.LastPlate.CompareTo(b.LastPlate);
        if (by == 0) by = a.Item.Product.CompareTo(b.Item.Product);
        if (by == 0) by = a.UnitMg.CompareTo(b.UnitMg);
        if (by == 0) by = a.Units.CompareTo(b.Units);
        return by != 0 ? by : string.CompareOrdinal(a.Owner, b.Owner);
    }
}
