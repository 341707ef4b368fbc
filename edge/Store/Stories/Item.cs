namespace O4O.Edge.Store.Stories;

/// <summary>Something that can lie in a cart or on a plate: a product, or a thing that nobody knows, told apart by its weight.</summary>
/// <param name="Product">Index of the product; <see cref="UnknownProduct"/> for an unknown thing.</param>
/// <param name="UnknownMg">Weight of an unknown thing, milligrams; 0 for a product.</param>
public readonly record struct Item(int Product, long UnknownMg)
{
    public const int UnknownProduct = -1;

    /// <summary>Two weighings of one unknown thing agree within this share, or this many milligrams.</summary>
    private const double AgreeShare = 0.05, AgreeMg = 6_000;

    public bool IsKnown => Product >= 0;

    public static Item Of(int product) => new(product, 0);

    /// <summary>A thing that no product explains.</summary>
    public static Item Unknown(long mg) => new(UnknownProduct, mg);

    /// <summary>May be the same: the same product, or unknown things of about the same weight.</summary>
    public bool Agrees(Item other) => Product == other.Product &&
        (IsKnown || Math.Abs(UnknownMg - other.UnknownMg) <= Math.Max(AgreeMg, AgreeShare * Math.Max(UnknownMg, other.UnknownMg)));
}
