namespace O4O.Edge.Eyes.Calibrating;

/// <summary>What of a camera is sought, beside its place and its direction.</summary>
[Flags]
internal enum Freedom
{
    Pose = 0,
    Focal = 1,
    K1 = 2,
    K2 = 4,
    Centre = 8,
}
