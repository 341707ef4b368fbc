namespace O4O.Edge.Drivers.Inference;

/// <summary>A point of a body.</summary>
/// <param name="X">Pixels of the picture from its left edge; may lie outside of it.</param>
/// <param name="Y">Pixels of the picture from its top edge.</param>
/// <param name="Score">How sure the model is that the point is to be seen there, 0 to 1; 0: not seen, and the place says nothing.</param>
public readonly record struct BodyPoint(float X, float Y, float Score)
{
    public bool Seen => Score > 0;
}
