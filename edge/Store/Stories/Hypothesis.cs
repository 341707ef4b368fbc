namespace O4O.Edge.Store.Stories;

/// <summary>One story of some visits: what each carries, what lies where it does not belong, and how likely that is.</summary>
internal sealed class Hypothesis(double log, CartState[] carts, Thing[] things, Chapter? past)
{
    /// <summary>Log-likelihood against the other stories of the same visits.</summary>
    public double Log { get; set; } = log;

    /// <summary>A cart for each visit, in the order of the visits.</summary>
    public CartState[] Carts { get; } = carts;

    /// <summary>In their total order.</summary>
    public Thing[] Things { get; } = things;
    public Chapter? Past { get; set; } = past;

    /// <summary>Stories of the same visits in the same state have equal marks; others hardly ever.</summary>
    public long Mark()
    {
        long mark = Things.Length;
        foreach (CartState cart in Carts) mark = mark * 1_000_003 + cart.Mark;
        foreach (Thing thing in Things) mark = (mark * 31 + thing.Item.Product) * 31 + thing.FirstPlate + thing.UnitMg + thing.Units;
        return mark;
    }

    /// <summary>From now on both say the same, whatever they said before.</summary>
    public bool SameState(Hypothesis other)
    {
        for (int i = 0; i < Carts.Length; i++)
            if (!Carts[i].Same(other.Carts[i])) return false;
        return Things.AsSpan().SequenceEqual(other.Things);
    }
}
