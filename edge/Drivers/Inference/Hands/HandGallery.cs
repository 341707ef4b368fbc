using System.Collections.Immutable;
using System.Numerics.Tensors;
using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference.Hands;

/// <summary>
/// The products that a model knows: for each a few pictures of it in hands, as the model's directions. Belongs to the one model that made
/// the directions; another's mean something else. Immutable; <see cref="HandGalleryFile"/> keeps it.
/// </summary>
public sealed class HandGallery
{
    /// <summary>Most products, and most pictures of one.</summary>
    public const int ProductsMax = 100_000, PicturesMax = 1_000;

    private readonly ImmutableArray<float> _numbers;
    private readonly ImmutableArray<int> _first;

    private HandGallery(string modelSha256, int numbers, ImmutableArray<long> gtins, ImmutableArray<int> first, ImmutableArray<float> all) =>
        (ModelSha256, Numbers, Gtins, _first, _numbers) = (modelSha256, numbers, gtins, first, all);

    /// <summary>The model whose directions these are: SHA-256 of its file, lower case.</summary>
    public string ModelSha256 { get; }

    /// <summary>How many numbers a direction has.</summary>
    public int Numbers { get; }

    /// <summary>The products, GTINs read as numbers, in ascending order.</summary>
    public ImmutableArray<long> Gtins { get; }

    /// <summary>Pictures of all products together.</summary>
    public int Pictures => _first[^1];

    /// <summary>One without products, for a model.</summary>
    /// <exception cref="ModelException">The model is of another family.</exception>
    public static HandGallery Empty(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Manifest.Hands is not { } hands) throw new ModelException($"{model.ManifestPath}: is not a model of products in hands (family embedding)");
        return new(model.Manifest.Sha256.ToLowerInvariant(), hands.Numbers, [], [0], []);
    }

    /// <summary>How many pictures of a product there are.</summary>
    public int PicturesOf(int product) => _first[product + 1] - _first[product];

    /// <summary>The directions of a product's pictures, one after the other.</summary>
    public ReadOnlySpan<float> Of(int product) => _numbers.AsSpan()[(_first[product] * Numbers)..(_first[product + 1] * Numbers)];

    /// <summary>The same with a product enrolled anew: its pictures replace those that it had.</summary>
    /// <param name="gtin">Read as a number, above 0.</param>
    /// <param name="directions">One after the other, each of length 1.</param>
    /// <exception cref="ArgumentException">No picture, too many, or numbers that are no directions.</exception>
    public HandGallery With(long gtin, ReadOnlySpan<float> directions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(gtin, 1);
        int pictures = directions.Length / Numbers;
        if (directions.Length != pictures * Numbers || pictures is < 1 or > PicturesMax)
            throw new ArgumentException($"a product is known by 1 to {PicturesMax} directions of {Numbers} numbers, not by {directions.Length} numbers", nameof(directions));
        for (int i = 0; i < pictures; i++)
        {
            float length = TensorPrimitives.Norm(directions.Slice(i * Numbers, Numbers));
            if (!(MathF.Abs(length - 1) < 0.01f)) throw new ArgumentException($"a direction has the length 1, not {length}", nameof(directions));
        }
        int at = Gtins.BinarySearch(gtin);
        bool isKnown = at >= 0;
        if (!isKnown) at = ~at;
        if (!isKnown && Gtins.Length == ProductsMax) throw new ArgumentException($"a gallery has at most {ProductsMax} products", nameof(gtin));
        ImmutableArray<long> gtins = isKnown ? Gtins : Gtins.Insert(at, gtin);
        int begin = _first[at], end = isKnown ? _first[at + 1] : begin;
        ImmutableArray<float> all = [.. _numbers.AsSpan()[..(begin * Numbers)], .. directions, .. _numbers.AsSpan()[(end * Numbers)..]];
        var first = ImmutableArray.CreateBuilder<int>(gtins.Length + 1);
        for (int i = 0; i <= at; i++) first.Add(_first[i]);
        for (int i = isKnown ? at + 1 : at; i < _first.Length; i++) first.Add(_first[i] + pictures - (end - begin));
        return new(ModelSha256, Numbers, gtins, first.MoveToImmutable(), all);
    }

    /// <summary>The same without a product; itself where it is not known.</summary>
    public HandGallery Without(long gtin)
    {
        int at = Gtins.BinarySearch(gtin);
        if (at < 0) return this;
        int begin = _first[at], end = _first[at + 1];
        ImmutableArray<float> all = [.. _numbers.AsSpan()[..(begin * Numbers)], .. _numbers.AsSpan()[(end * Numbers)..]];
        var first = ImmutableArray.CreateBuilder<int>(Gtins.Length);
        for (int i = 0; i <= at; i++) first.Add(_first[i]);
        for (int i = at + 2; i < _first.Length; i++) first.Add(_first[i] - (end - begin));
        return new(ModelSha256, Numbers, Gtins.RemoveAt(at), first.MoveToImmutable(), all);
    }

    /// <summary>The same with one direction a product, the middle of its pictures; of no length where they cancel each other, and then like nothing.</summary>
    internal HandGallery OfMiddles()
    {
        var all = new float[Gtins.Length * Numbers];
        for (int product = 0; product < Gtins.Length; product++)
        {
            Span<float> middle = all.AsSpan(product * Numbers, Numbers);
            ReadOnlySpan<float> pictures = Of(product);
            for (int at = 0; at < pictures.Length; at += Numbers) TensorPrimitives.Add(middle, pictures.Slice(at, Numbers), middle);
            float length = TensorPrimitives.Norm<float>(middle);
            if (length > 0) TensorPrimitives.Divide(middle, length, middle);
        }
        return new(ModelSha256, Numbers, Gtins, [.. Enumerable.Range(0, Gtins.Length + 1)], [.. all]);
    }
}
