namespace O4O.Edge.Store.BoxTracking;

/// <summary>One thing that a detector saw in one picture.</summary>
/// <param name="Box">Where, in pixels.</param>
/// <param name="Confidence">How sure the detector is, 0 to 1.</param>
public readonly record struct Detection(PixelBox Box, double Confidence)
{
    /// <summary>Whether it can be used: a box with an inside, and a confidence from 0 to 1.</summary>
    public bool IsSound => Box.IsSound && Confidence is >= 0 and <= 1;
}
