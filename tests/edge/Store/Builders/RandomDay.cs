using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>
/// A day out of a seed: up to three shoppers, one at the shelves at a time, who take and put back; and what each really has in
/// the end.
/// </summary>
internal sealed class RandomDay
{
    private static readonly (string Gtin, string Shelf, int Plate)[] Homes =
    [
        (SmallStore.Cola, SmallStore.LowShelf, 1), (SmallStore.Cola, SmallStore.LowShelf, 2), (SmallStore.Gum, SmallStore.LowShelf, 3),
        (SmallStore.Beans, SmallStore.LowShelf, 5), (SmallStore.Soup, SmallStore.LowShelf, 8), (SmallStore.Juice, SmallStore.HighShelf, 1),
        (SmallStore.Chips, SmallStore.HighShelf, 4), (SmallStore.Bar, SmallStore.HighShelf, 7),
    ];

    private readonly SortedDictionary<(string Shopper, string Gtin), int> _taken = [];
    private readonly Noise _noise;
    private readonly Script _script;

    public RandomDay(int seed)
    {
        Seed = seed;
        _noise = new Noise(seed);
        _script = new Script(seed);
        int shoppers = 1 + _noise.Below(3);
        double t = 1;
        for (int i = 0; i < shoppers; i++, t += 3)
        {
            _script.Enter(Name(i), t, Track(i));
            _script.Stand(Track(i), t + 2, Spot(i));
        }
        for (int action = _noise.Below(7); action > 0; action--, t += 4) Act(_noise.Below(shoppers), t);
        for (int i = 0; i < shoppers; i++, t += 2) _script.Stand(Track(i), t, Spot(i)).Leave(Track(i), t + 2);
        Facts = _script.Facts(t + 8);
    }

    public int Seed { get; }
    public List<Fact> Facts { get; }

    /// <summary>Units that a shopper really has of a product.</summary>
    public int Has(string shopper, string gtin) => _taken.GetValueOrDefault((shopper, gtin));

    /// <summary>Everything that a shopper really has, as a receipt would list it, by GTIN.</summary>
    public string Truth(string shopper) => string.Join(
        ' ', _taken.Where(t => t.Key.Shopper == shopper && t.Value > 0).Select(t => $"{t.Value}x{t.Key.Gtin}"));

    public override string ToString() => $"day of seed {Seed}";

    private void Act(int shopper, double t)
    {
        (string gtin, string shelf, int plate) = Homes[_noise.Below(Homes.Length)];
        int units = 1 + _noise.Below(2), has = Has(Name(shopper), gtin);
        bool back = has > 0 && _noise.Below(2) == 0;
        if (back) units = -Math.Min(units, has);
        _script.Stand(Track(shopper), t, Spot(shopper)).Take(Track(shopper), t + 1.8, shelf, plate, gtin, units).Stand(Track(shopper), t + 3.6, Spot(shopper));
        _taken[(Name(shopper), gtin)] = has + units;
    }

    private static string Name(int i) => $"shopper-{i}";

    private static long Track(int i) => 11 + i;

    /// <summary>Where a shopper waits, out of everybody's reach.</summary>
    private static Point3 Spot(int i) => new(1_500 + 1_200 * i, 1_600, 0);
}
