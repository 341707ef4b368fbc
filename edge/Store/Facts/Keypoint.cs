namespace O4O.Edge.Store.Facts;

/// <summary>One joint of a person in a picture: where, in pixels from the upper left corner, and how sure (0 not seen, 1 certain).</summary>
public readonly record struct Keypoint(float X, float Y, float Score)
{
    public bool Seen => Score > 0;
}
