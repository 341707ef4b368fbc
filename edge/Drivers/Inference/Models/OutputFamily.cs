namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>How a model's output is read; one decoder each, see <see cref="Decoding.Decoders"/>.</summary>
public enum OutputFamily
{
    /// <summary>1 × anchors × (5 + classes): offsets to a grid for each stride, sizes as logarithms; objectness and classes as shares.</summary>
    Yolox,

    /// <summary>1 × (5 + classes) × height × width: one box a cell; objectness and classes as shares.</summary>
    FastestDet,

    /// <summary>
    /// 1 × cells × 21: a person's box, head and wrists for each cell of one grid, and for each cell what of them is near it. The
    /// project's own family for ceiling cameras; one class.
    /// </summary>
    Overhead,

    /// <summary>
    /// Of a square around a hand, 1 × (numbers + 1): a direction of length 1, close to that of other pictures of the same product, and behind
    /// it the logarithm of the odds that the hand is empty. Finds nothing in a picture: <see cref="Hands.HandEmbedder"/> runs it.
    /// </summary>
    Embedding,

    /// <summary>
    /// Of a square around one person, 1 × (1 + cells) × 12: their box, and maps of where head and wrists are. The second stage of a model of the
    /// family overhead (<see cref="ModelManifest.Refine"/>); finds nothing in a picture by itself.
    /// </summary>
    Refine,
}
