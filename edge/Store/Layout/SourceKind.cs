namespace O4O.Edge.Store.Layout;

/// <summary>What kind of sensor a source is.</summary>
public enum SourceKind
{
    Shelf,
    Eyes,
    Gate,

    /// <summary>Looks into hands: evidence that helps, and that nothing waits for.</summary>
    Hands,

    /// <summary>What a detector finds in a camera's pictures.</summary>
    Camera,
}
