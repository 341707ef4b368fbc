using O4O.Edge.Store.Facts;

namespace O4O.Edge.Drivers.Inference;

/// <summary>A model's detections as they are told to the store, by whoever looks: live eyes, rendered cameras, a replay from pictures.</summary>
public static class ToldBox
{
    /// <summary>Nothing in a picture is farther from its corner than messages can say, px.</summary>
    public const float ReachMaxPx = 65_536;

    /// <param name="detection">Its box must have an inside.</param>
    /// <param name="wireClass">What its class is called on the wire.</param>
    public static DetectedBox Of(in Detection detection, byte wireClass)
    {
        var joints = default(KeypointSet);
        joints[JointKind.Head] = Joint(detection.Points.Head);
        joints[JointKind.LeftWrist] = Joint(detection.Points.LeftWrist);
        joints[JointKind.RightWrist] = Joint(detection.Points.RightWrist);
        return new DetectedBox(detection.X, detection.Y, detection.Width, detection.Height, Math.Clamp(detection.Score, 0, 1), wireClass, joints) { Clothes = detection.Clothes };
    }

    /// <summary>What a model's classes are called on the wire: a person is 0 there, whatever the model counts them as.</summary>
    /// <param name="classes">The model's names.</param>
    public static byte[] WireClasses(IReadOnlyList<string> classes)
    {
        var wire = new byte[classes.Count];
        for (int i = 0; i < wire.Length; i++)
        {
            wire[i] = string.Equals(classes[i], "person", StringComparison.OrdinalIgnoreCase) ? DetectedBox.Person
                : i == DetectedBox.Person ? byte.MaxValue
                : (byte)Math.Min(i, byte.MaxValue);
        }
        return wire;
    }

    /// <summary>All that was found in a picture whose boxes have an inside, surest first, as many as find room; returns how many.</summary>
    /// <param name="found">In it.</param>
    /// <param name="wireClasses">What each of the model's classes is called on the wire.</param>
    /// <param name="boxes">Gets them.</param>
    public static int All(ReadOnlySpan<Detection> found, ReadOnlySpan<byte> wireClasses, Span<DetectedBox> boxes)
    {
        int count = 0;
        foreach (ref readonly Detection detection in found)
        {
            if (count == boxes.Length) break;
            if (detection.Width > 0 && detection.Height > 0) boxes[count++] = Of(detection, wireClasses[detection.Class]);
        }
        return count;
    }

    /// <summary>All people of a picture whose boxes have an inside, surest first, as many as find room; returns how many.</summary>
    public static int People(ReadOnlySpan<Detection> found, Span<DetectedBox> boxes)
    {
        int count = 0;
        foreach (ref readonly Detection detection in found)
        {
            if (count == boxes.Length) break;
            if (detection.Width > 0 && detection.Height > 0) boxes[count++] = Of(detection, DetectedBox.Person);
        }
        return count;
    }

    /// <summary>A point that is absurdly far away is not told: the message would be refused, and the picture lost with it.</summary>
    private static Keypoint Joint(in BodyPoint point) =>
        point.Seen && MathF.Abs(point.X) < ReachMaxPx && MathF.Abs(point.Y) < ReachMaxPx ? new Keypoint(point.X, point.Y, MathF.Min(point.Score, 1)) : default;
}
