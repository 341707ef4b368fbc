namespace O4O.Edge.Store.Facts;

/// <summary>
/// The mean colour of what somebody wears around the chest, as one camera shows it (BT.601, video range): with light and cameras it
/// wanders, and hardly anything else tells two people apart from above who are equally tall. It is kept for a visit and no longer.
/// </summary>
/// <param name="Y">Brightness, 16 to 235; 0 where no colour was seen.</param>
/// <param name="U">How much bluer than grey, 128 for grey.</param>
/// <param name="V">How much redder than grey, 128 for grey.</param>
public readonly record struct ClothesColour(byte Y, byte U, byte V)
{
    /// <summary>Whether a colour was seen at all.</summary>
    public bool Seen => Y != 0;
}
