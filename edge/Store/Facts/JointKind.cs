namespace O4O.Edge.Store.Facts;

/// <summary>The joints of a person that the store looks at, in the order in which messages carry them.</summary>
public enum JointKind
{
    Head,
    Neck,
    LeftShoulder,
    RightShoulder,
    LeftElbow,
    RightElbow,
    LeftWrist,
    RightWrist,
}
