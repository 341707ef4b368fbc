namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>Which of a pixel's three numbers comes first.</summary>
public enum ColourOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red, as OpenCV has it.</summary>
    Bgr,
}
