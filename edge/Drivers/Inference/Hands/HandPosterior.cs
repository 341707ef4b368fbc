using System.Numerics.Tensors;
using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference.Hands;

/// <summary>
/// From a direction to probabilities: how alike it is to each product's pictures, brought to shares by the numbers that the manifest
/// states. Under the prior that three in ten hands are empty and every product is as usual as another. Hot: allocates nothing.
/// </summary>
internal sealed class HandPosterior
{
    private readonly HandGallery _gallery;
    private readonly ModelHands _hands;
    private readonly int[] _wanted;
    private readonly float[] _cosines, _likeness;

    /// <param name="gallery">The products and their pictures.</param>
    /// <param name="hands">How likeness becomes shares.</param>
    /// <param name="wanted">Which of the gallery's products can be in a hand here.</param>
    public HandPosterior(HandGallery gallery, ModelHands hands, int[] wanted)
    {
        // The closest of one picture, the middle of all, is that one: sharpness or none, there is one way to be like a product.
        (_gallery, _hands, _wanted) = (hands.Sharpness is null ? gallery.OfMiddles() : gallery, hands, wanted);
        int most = 0;
        foreach (int product in wanted) most = Math.Max(most, _gallery.PicturesOf(product));
        (_cosines, _likeness) = (new float[most], new float[wanted.Length]);
    }

    /// <summary>Probability that the hand is empty.</summary>
    public double Empty(float logit) => 1 / (1 + Math.Exp(-(_hands.EmptySlope * logit + _hands.EmptyShift)));

    /// <summary>Share of each product wanted, given that there is one; in their order, adding up to 1. Valid until the next call.</summary>
    public ReadOnlySpan<float> Held(ReadOnlySpan<float> direction)
    {
        float sharp = (float)(_hands.Sharpness ?? 1), top = float.NegativeInfinity;
        for (int w = 0; w < _wanted.Length; w++)
        {
            _likeness[w] = Likeness(direction, _wanted[w], sharp);
            top = MathF.Max(top, _likeness[w]);
        }
        double sum = 0;
        for (int w = 0; w < _likeness.Length; w++)
        {
            _likeness[w] = (float)Math.Exp(_hands.Certainty * (_likeness[w] - top));
            sum += _likeness[w];
        }
        float scale = (float)((1 - _hands.Doubt) / sum), evenly = (float)(_hands.Doubt / _likeness.Length);
        for (int w = 0; w < _likeness.Length; w++) _likeness[w] = _likeness[w] * scale + evenly;
        return _likeness;
    }

    private float Likeness(ReadOnlySpan<float> direction, int product, float sharp)
    {
        ReadOnlySpan<float> pictures = _gallery.Of(product);
        int count = _gallery.PicturesOf(product);
        Span<float> cosines = _cosines.AsSpan(0, count);
        for (int k = 0; k < count; k++) cosines[k] = TensorPrimitives.Dot(direction, pictures.Slice(k * direction.Length, direction.Length));
        float top = TensorPrimitives.Max(cosines), sum = 0;
        for (int k = 0; k < count; k++) sum += MathF.Exp(sharp * (cosines[k] - top));
        return top + MathF.Log(sum / count) / sharp;
    }
}
