using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;

namespace O4O.Edge.Drivers.Inference.Hands;

/// <summary>
/// Looks into hands: a picture and a hand's place in, what it may hold out, as the store takes it. One thread at a time; holds native
/// memory: dispose it. Allocates nothing a look.
/// </summary>
/// <remarks>
/// Shares are probabilities among the products that are both enrolled and sold here. Products sold but not enrolled keep the share that they had before
/// anybody looked, so a gallery that lacks half of the store never says more than half.
/// </remarks>
public sealed class ProductLooker : IDisposable
{
    private readonly HandEmbedder _embedder;
    private readonly HandPosterior _posterior;
    private readonly int[] _products;
    private readonly double _enrolled;

    /// <param name="model">Of the family embedding.</param>
    /// <param name="gallery">Made by that model.</param>
    /// <param name="layout">What the store sells.</param>
    /// <exception cref="ModelException">The model cannot be run, the gallery is another's, or nothing that the store sells is in it.</exception>
    public ProductLooker(Model model, HandGallery gallery, StoreLayout layout)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(gallery);
        ArgumentNullException.ThrowIfNull(layout);
        if (!string.Equals(gallery.ModelSha256, model.Manifest.Sha256, StringComparison.OrdinalIgnoreCase))
            throw new ModelException($"the gallery was made by another model than {model.Path}: enrol the products again with ./o4o models enrol");
        var wanted = new List<int>();
        var products = new List<int>();
        for (int i = 0; i < gallery.Gtins.Length; i++)
        {
            int product = layout.ProductIndex(gallery.Gtins[i]);
            if (product < 0) continue;
            wanted.Add(i);
            products.Add(product);
        }
        if (wanted.Count == 0)
            throw new ModelException($"none of the {gallery.Gtins.Length} products in the gallery is sold in {layout.StoreId}: enrol its products with ./o4o models enrol");
        (_products, _enrolled) = ([.. products], (double)products.Count / layout.Products.Count);
        _embedder = new HandEmbedder(model);
        _posterior = new HandPosterior(gallery, _embedder.Hands, [.. wanted]);
    }

    /// <summary>How many of the store's products can be told.</summary>
    public int Products => _products.Length;

    /// <summary>Looks into the hand of somebody whom the eyes know by a number.</summary>
    /// <param name="picture">The camera's picture.</param>
    /// <param name="place">Where the hand is in it, and how large a millimetre is there.</param>
    /// <param name="track">The eyes' number for the person.</param>
    /// <param name="right">The right hand, or the left.</param>
    /// <exception cref="ModelException">The runtime failed.</exception>
    public HandLook Look(in Picture picture, in HandPlace place, long track, bool right)
    {
        Span<LookEntry> named = stackalloc LookEntry[LookEntries.Max];
        int count = See(picture, place, named, out ushort empty);
        return new HandLook(track, right, empty, named[..count]);
    }

    /// <summary>Looks into a hand that is known by its wrist's place in the picture.</summary>
    /// <param name="picture">The camera's picture.</param>
    /// <param name="place">Where the hand is in it, and how large a millimetre is there.</param>
    /// <param name="wristX">Where the wrist is, px of the picture to the right …</param>
    /// <param name="wristY">… and downwards.</param>
    /// <param name="right">The right hand, or the left, or null where that is not known.</param>
    /// <exception cref="ModelException">The runtime failed.</exception>
    public HandLook Look(in Picture picture, in HandPlace place, float wristX, float wristY, bool? right)
    {
        Span<LookEntry> named = stackalloc LookEntry[LookEntries.Max];
        int count = See(picture, place, named, out ushort empty);
        return new HandLook(wristX, wristY, right, empty, named[..count]);
    }

    public void Dispose() => _embedder.Dispose();

    /// <summary>The likeliest products, the likeliest first, and the share of nothing; rounded down, so that they never add up to more than one.</summary>
    private int See(in Picture picture, in HandPlace place, Span<LookEntry> named, out ushort empty)
    {
        ReadOnlySpan<float> direction = _embedder.Embed(picture, place, out float logit);
        double nothing = _posterior.Empty(logit);
        ReadOnlySpan<float> held = _posterior.Held(direction);
        empty = (ushort)(nothing * HandLook.Whole);
        int count = Math.Min(named.Length, held.Length);
        Span<int> best = stackalloc int[LookEntries.Max];
        Best(held, best[..count]);
        double scale = (1 - nothing) * _enrolled * HandLook.Whole;
        for (int i = 0; i < count; i++) named[i] = new LookEntry(_products[best[i]], (ushort)(held[best[i]] * scale));
        return count;
    }

    /// <summary>The places of the largest shares, in descending order.</summary>
    private static void Best(ReadOnlySpan<float> shares, Span<int> best)
    {
        int known = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            if (known == best.Length && shares[i] <= shares[best[known - 1]]) continue;
            if (known < best.Length) known++;
            int at = known - 1;
            for (; at > 0 && shares[i] > shares[best[at - 1]]; at--) best[at] = best[at - 1];
            best[at] = i;
        }
    }
}
