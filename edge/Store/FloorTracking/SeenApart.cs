using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>When two were last both seen in one picture, and in how many: whether they are two, or one who is followed twice.</summary>
internal sealed class SeenApart(int slots)
{
    /// <summary>Who were both seen in so many pictures are two; in fewer, the one may have been a false detection.</summary>
    private const int TwoPictures = 10;

    private readonly (StoreTime Last, int Pictures)[] _pairs = new (StoreTime, int)[slots * slots];

    /// <summary>Somebody new has this slot.</summary>
    public void Begin(int slot)
    {
        for (int other = 0; other < slots; other++) At(slot, other) = (StoreTime.Min, 0);
    }

    /// <summary>Both are in one picture.</summary>
    public void Note(int a, int b, StoreTime captured)
    {
        ref (StoreTime Last, int Pictures) pair = ref At(a, b);
        pair = (captured, Math.Min(pair.Pictures + 1, TwoPictures));
    }

    /// <summary>Whether both were ever in one picture.</summary>
    public bool Ever(int a, int b) => At(a, b).Pictures > 0;

    /// <summary>Whether both were in one picture since then, or in so many before that they are two for certain.</summary>
    public bool AreTwo(int a, int b, StoreTime since) => At(a, b) is var pair && (pair.Last > since || pair.Pictures >= TwoPictures);

    private ref (StoreTime Last, int Pictures) At(int a, int b) => ref _pairs[Math.Min(a, b) * slots + Math.Max(a, b)];
}
