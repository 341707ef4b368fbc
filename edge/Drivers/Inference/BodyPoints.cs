namespace O4O.Edge.Drivers.Inference;

/// <summary>What of a body a model for ceiling cameras points at: the head and both wrists, left and right being the person's own.</summary>
public readonly record struct BodyPoints(BodyPoint Head, BodyPoint LeftWrist, BodyPoint RightWrist)
{
    /// <summary>How many points there are.</summary>
    public const int Count = 3;
}
