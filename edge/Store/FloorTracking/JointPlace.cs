using O4O.Edge.Store.Facts;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>Where a joint usually is, and how far from there it may be (standard deviations, mm).</summary>
/// <param name="HeightShare">How high, as a share of the height of the head's joint.</param>
/// <param name="AsideMm">How far from under the head, in x and in y.</param>
/// <param name="UpMm">How far above or below its usual height.</param>
internal readonly record struct JointPlace(double HeightShare, double AsideMm, double UpMm)
{
    /// <summary>
    /// Heights after Drillis and Contini (1966), over the head's 0.93 statures; a wrist hangs at 0.51 statures and reaches 0.33
    /// statures from the shoulder any way.
    /// </summary>
    public static JointPlace Of(JointKind kind) => kind switch
    {
        JointKind.Head => new(1, 20, 20),
        JointKind.Neck => new(0.935, 60, 40),
        JointKind.LeftShoulder or JointKind.RightShoulder => new(0.88, 170, 70),
        JointKind.LeftElbow or JointKind.RightElbow => new(0.7, 250, 180),
        _ => new(0.65, 330, 300),
    };
}
