namespace O4O.Edge.Store.Fusion;

/// <summary>
/// Weight that was put down and that nothing explained: a product whose taking was misread, a bag, a hand that pressed. What is
/// lifted there later, with the same weight, may be that thing and no product of the shelf: whoever lifts it is not charged
/// unseen.
/// </summary>
public sealed class StrayThings
{
    /// <summary>Things remembered; the oldest are forgotten first.</summary>
    public const int ThingsMax = 256;

    /// <summary>Two weighings of one thing agree within this share, or this many milligrams.</summary>
    private const double AgreeShare = 0.08, AgreeMg = 8_000;
    private readonly record struct Thing(int ShelfIndex, IReadOnlyList<int> Plates, long Mg);

    private readonly List<Thing> _things = [];

    public int Count => _things.Count;

    /// <summary>Something unknown lies on these plates.</summary>
    public void Put(int shelfIndex, IReadOnlyList<int> plates, long mg)
    {
        if (_things.Count >= ThingsMax) _things.RemoveAt(0);
        _things.Add(new Thing(shelfIndex, plates, mg));
    }

    /// <summary>A weight left these plates: a thing of that weight is gone.</summary>
    public void Take(int shelfIndex, IReadOnlyList<int> plates, long deltaMg)
    {
        for (int i = 0; i < _things.Count; i++)
        {
            if (_things[i].ShelfIndex != shelfIndex || !Agrees(_things[i].Mg, deltaMg)) continue;
            foreach (int plate in plates)
            {
                if (!_things[i].Plates.Contains(plate)) continue;
                _things.RemoveAt(i);
                return;
            }
        }
    }

    /// <summary>What left these plates may have been such a thing.</summary>
    public bool Matches(int shelfIndex, int firstPlate, ReadOnlySpan<double> deltasMg)
    {
        double total = 0;
        foreach (double d in deltasMg) total += d;
        foreach (Thing thing in _things)
        {
            if (thing.ShelfIndex != shelfIndex || !Agrees(thing.Mg, total)) continue;
            for (int i = 0; i < deltasMg.Length; i++)
                if (Math.Abs(deltasMg[i]) > AgreeMg && thing.Plates.Contains(firstPlate + i)) return true;
        }
        return false;
    }

    private static bool Agrees(long putMg, double takenMg) =>
        takenMg < 0 && Math.Abs(putMg + takenMg) <= Math.Max(AgreeMg, AgreeShare * putMg);
}
