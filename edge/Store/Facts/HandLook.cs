namespace O4O.Edge.Store.Facts;

/// <summary>
/// What a camera's classifier makes of one hand at one moment: a posterior over "nothing" and every product. Some products
/// are named with their shares; what is left over is shared evenly by all that are not named. Fixed size, no allocation.
/// </summary>
/// <remarks>
/// The shares are probabilities, not scores, under the prior that three in ten hands are empty and every product is as usual as
/// any other: of the looks that say 0.8, eight in ten should be right. Looks at one hand
/// within one grasp err together and are not independent evidence.
/// Whose hand it is is said by the eyes' number for the person, or, by who looks at a part of a camera's picture and knows nobody,
/// by where in that picture the wrist is (<see cref="IsPlaced"/>).
/// </remarks>
public readonly struct HandLook
{
    /// <summary>Shares are parts of this: 65,535 is certain.</summary>
    public const ushort Whole = ushort.MaxValue;

    /// <summary>Share of empty hands before anybody looks.</summary>
    public const double EmptyBefore = 0.3;

    private readonly LookEntries _entries;

    /// <param name="track">The eyes' number for the person.</param>
    /// <param name="right">The right hand, or the left.</param>
    /// <param name="empty">Share of "nothing in it".</param>
    /// <param name="named">At most <see cref="LookEntries.Max"/> products, none twice; with <paramref name="empty"/> no more than <see cref="Whole"/>.</param>
    /// <exception cref="ArgumentException">Too many products, or the shares add up to more than one.</exception>
    public HandLook(long track, bool right, ushort empty, ReadOnlySpan<LookEntry> named)
        : this(empty, named) => (Track, IsRight, IsSideKnown) = (track, right, true);

    /// <param name="x">Where the wrist is in the picture, px to the right …</param>
    /// <param name="y">… and downwards.</param>
    /// <param name="right">The right hand, or the left, or null where that is not known.</param>
    /// <param name="empty">Share of "nothing in it".</param>
    /// <param name="named">As above.</param>
    /// <exception cref="ArgumentException">Too many products, or the shares add up to more than one.</exception>
    public HandLook(float x, float y, bool? right, ushort empty, ReadOnlySpan<LookEntry> named)
        : this(empty, named) => (IsPlaced, X, Y, IsRight, IsSideKnown) = (true, x, y, right == true, right is not null);

    private HandLook(ushort empty, ReadOnlySpan<LookEntry> named)
    {
        if (named.Length > LookEntries.Max) throw new ArgumentException($"a look names at most {LookEntries.Max} products, not {named.Length}");
        (Empty, Count) = (empty, named.Length);
        int unnamed = Whole - empty;
        for (int i = 0; i < named.Length; i++)
        {
            _entries[i] = named[i];
            unnamed -= named[i].Share;
        }
        if (unnamed < 0) throw new ArgumentException("the shares of a look add up to more than one");
        Unnamed = (ushort)unnamed;
    }

    /// <summary>The eyes' number for the person whose hand it is; 0 where it is said by a place in a picture.</summary>
    public long Track { get; }

    /// <summary>Whose hand it is is said by where in a camera's picture the wrist is.</summary>
    public bool IsPlaced { get; }

    /// <summary>Where, px of the picture; 0 where it is not placed.</summary>
    public float X { get; }
    public float Y { get; }

    /// <summary>The person's right hand; else the left, where <see cref="IsSideKnown"/>.</summary>
    public bool IsRight { get; }

    /// <summary>Which of the two hands it is was said.</summary>
    public bool IsSideKnown { get; }

    /// <summary>Share of "nothing in it".</summary>
    public ushort Empty { get; }

    /// <summary>Share of all products together that are not named.</summary>
    public ushort Unnamed { get; }

    /// <summary>How many products are named.</summary>
    public int Count { get; }

    /// <summary>A named product, in the order of the message.</summary>
    public LookEntry this[int index] => index < Count ? _entries[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The same look as one at a known hand, that may have been at another: then it says nothing of this one.</summary>
    /// <param name="track">Whose hand it is taken for.</param>
    /// <param name="right">Which.</param>
    /// <param name="probability">How probable that is, 0 to 1.</param>
    /// <param name="products">How many products the layout has.</param>
    public HandLook At(long track, bool right, double probability, int products)
    {
        Span<LookEntry> named = stackalloc LookEntry[LookEntries.Max];
        double before = (1 - probability) * Whole;
        for (int i = 0; i < Count; i++)
            named[i] = new LookEntry(_entries[i].ProductIndex, (ushort)(probability * _entries[i].Share + before * (1 - EmptyBefore) / products));
        return new HandLook(track, right, (ushort)(probability * Empty + before * EmptyBefore), named[..Count]);
    }

    /// <summary>Probability that the hand is empty.</summary>
    public double EmptyProbability => Empty / (double)Whole;

    /// <summary>Probability that the hand holds this product.</summary>
    /// <param name="productIndex">Dense index of the product.</param>
    /// <param name="products">How many products the layout has.</param>
    public double Probability(int productIndex, int products)
    {
        for (int i = 0; i < Count; i++)
            if (_entries[i].ProductIndex == productIndex) return _entries[i].Share / (double)Whole;
        return Unnamed / ((double)Whole * (products - Count));
    }
}
