using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Simulator.ModelTrials;

/// <summary>The first guess of the edge's own posterior, among the products of a gallery.</summary>
internal sealed class HandGuesser(HandGallery gallery, ModelHands hands)
{
    /// <summary>Products that follow each other in the catalogue by twelve are of one brand.</summary>
    private const int OfABrand = 12;

    private readonly HandPosterior _posterior = new(gallery, hands, [.. Enumerable.Range(0, gallery.Gtins.Length)]);

    /// <summary>The likeliest product, and its share among all.</summary>
    public (long Gtin, double Share) Guess(ReadOnlySpan<float> direction)
    {
        ReadOnlySpan<float> shares = _posterior.Held(direction);
        int best = 0;
        for (int i = 1; i < shares.Length; i++)
            if (shares[i] > shares[best]) best = i;
        return (gallery.Gtins[best], shares[best]);
    }

    /// <summary>Whether the gallery has a product.</summary>
    public bool Knows(long gtin) => gallery.Gtins.AsSpan().BinarySearch(gtin) >= 0;

    /// <summary>The brand of a product of the random catalogue: its GTIN is 22, ten digits of its number, a check digit.</summary>
    public static long BrandOf(long gtin) => gtin / 10 % 10_000_000_000 / OfABrand;
}
