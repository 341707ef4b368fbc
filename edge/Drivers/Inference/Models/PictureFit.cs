namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>How a picture of another shape is brought into a model's input.</summary>
public enum PictureFit
{
    /// <summary>Shape kept, at the left and top; padding at the right or below.</summary>
    LetterboxTopLeft,

    /// <summary>Shape kept, in the middle; padding on both sides.</summary>
    LetterboxCentre,

    /// <summary>Stretched over the whole input.</summary>
    Stretch,
}
