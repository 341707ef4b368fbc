using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>A person's joints, standing somewhere, with hands somewhere.</summary>
internal static class Body
{
    /// <summary>An elbow hangs below the straight line.</summary>
    private static readonly Point3 Hang = new(0, 0, -40);

    /// <summary>Standing at a place; a hand that is nowhere special hangs down.</summary>
    public static JointSet At(Point3 floor, Point3? right = null, Point3? left = null)
    {
        Point3 rightShoulder = floor + new Point3(180, 0, 1_400), leftShoulder = floor + new Point3(-180, 0, 1_400);
        Point3 rightWrist = right ?? floor + new Point3(220, 0, 850), leftWrist = left ?? floor + new Point3(-220, 0, 850);
        var joints = default(JointSet);
        joints[JointKind.Head] = Seen(floor + new Point3(0, 0, 1_680));
        joints[JointKind.Neck] = Seen(floor + new Point3(0, 0, 1_480));
        joints[JointKind.RightShoulder] = Seen(rightShoulder);
        joints[JointKind.LeftShoulder] = Seen(leftShoulder);
        joints[JointKind.RightElbow] = Seen((rightShoulder + rightWrist) * 0.5 + Hang);
        joints[JointKind.LeftElbow] = Seen((leftShoulder + leftWrist) * 0.5 + Hang);
        joints[JointKind.RightWrist] = Seen(rightWrist);
        joints[JointKind.LeftWrist] = Seen(leftWrist);
        return joints;
    }

    /// <summary>The same, with a joint that the eyes did not see.</summary>
    public static JointSet Without(this JointSet joints, params JointKind[] hidden)
    {
        foreach (JointKind kind in hidden) joints[kind] = default;
        return joints;
    }

    private static Joint Seen(Point3 at) => new((int)at.X, (int)at.Y, (int)at.Z, 230);
}
