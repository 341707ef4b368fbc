using O4O.Edge.Drivers.Inference;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;

namespace O4O.Edge.Eyes.Telling;

/// <summary>A model's detection as it is told to the edge.</summary>
internal static class ToldBox
{
    /// <param name="detection">Its box must have an inside.</param>
    /// <param name="wireClass">What its class is called on the wire.</param>
    public static DetectedBox Of(in Detection detection, byte wireClass)
    {
        var joints = default(KeypointSet);
        joints[JointKind.Head] = Joint(detection.Points.Head);
        joints[JointKind.LeftWrist] = Joint(detection.Points.LeftWrist);
        joints[JointKind.RightWrist] = Joint(detection.Points.RightWrist);
        return new DetectedBox(detection.X, detection.Y, detection.Width, detection.Height, Math.Clamp(detection.Score, 0, 1), wireClass, joints);
    }

    /// <summary>A point that is absurdly far away is not told: the message would be refused, and the picture lost with it.</summary>
    private static Keypoint Joint(in BodyPoint point) =>
        point.Seen && MathF.Abs(point.X) < DetectionsPayload.ReachMaxPx && MathF.Abs(point.Y) < DetectionsPayload.ReachMaxPx
            ? new Keypoint(point.X, point.Y, MathF.Min(point.Score, 1))
            : default;
}
