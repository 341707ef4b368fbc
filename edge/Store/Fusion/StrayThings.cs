using O4O.Edge.Store.Stories;

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
    private readonly record struct Stray(int ShelfIndex, IReadOnlyList<int> Plates, long Mg);

    private readonly List<Stray> _things = [];

    public int Count => _things.Count;

    /// <summary>Something unknown lies on these plates.</summary>
    public void Put(int shelfIndex, IReadOnlyList<int> plates, long mg)
    {
        if (_things.Count >= ThingsMax) _things.RemoveAt(0);
        _things.Add(new Stray(shelfIndex, plates, mg));
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

    /// <summary>After a restart: the story goes on from what the journal remembers.</summary>
    public void CopyTo(Story story)
    {
        foreach (Stray thing in _things)
            story.Remember(new Thing(Item.Unknown(thing.Mg), thing.ShelfIndex, thing.Plates[0], thing.Plates[^1], thing.Mg, 1, null));
    }

    private static bool Agrees(long putMg, double takenMg) =>
        takenMg < 0 && Math.Abs(putMg + takenMg) <= Math.Max(AgreeMg, AgreeShare * putMg);
}
