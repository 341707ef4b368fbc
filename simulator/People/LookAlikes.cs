using O4O.Simulator.Chance;

namespace O4O.Simulator.People;

/// <summary>
/// Which products look like which: three for each, drawn from the seed. Every product is also taken for exactly three others,
/// so that a classifier that mixes them up favours none.
/// </summary>
internal sealed class LookAlikes
{
    private readonly int[] _order, _rank, _steps;

    public LookAlikes(int products, ulong seed)
    {
        _order = [.. Enumerable.Range(0, products)];
        new Dice(seed, "look-alikes").Shuffle<int>(_order);
        _rank = new int[products];
        for (int i = 0; i < products; i++) _rank[_order[i]] = i;
        // Around a ring in random order: both neighbours, and the one across.
        _steps = [.. new[] { 1, products - 1, products / 2 }.Where(s => s > 0 && s < products).Distinct()];
    }

    /// <summary>How many each product has: three, where the store has that many others.</summary>
    public int Count => _steps.Length;

    /// <summary>A product that this one may be taken for.</summary>
    public int Of(int product, int which) => _order[(_rank[product] + _steps[which]) % _order.Length];

    /// <summary>A product that may be taken for this one.</summary>
    public int Behind(int product, int which) => _order[(_rank[product] - _steps[which] + _order.Length) % _order.Length];
}
