namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>The order of a picture's numbers in a tensor.</summary>
public enum TensorLayout
{
    /// <summary>1 × channels × height × width: one plane after the other.</summary>
    Nchw,

    /// <summary>1 × height × width × channels: one pixel after the other.</summary>
    Nhwc,
}
