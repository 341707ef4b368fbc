namespace O4O.Edge.Drivers.Inference;

/// <summary>
/// What of a body a model for ceiling cameras points at: the head and both wrists, left and right being the person's own. From above it
/// is often hard to tell which is which; the two may be exchanged.
/// </summary>
public readonly record struct BodyPoints(BodyPoint Head, BodyPoint LeftWrist, BodyPoint RightWrist);
