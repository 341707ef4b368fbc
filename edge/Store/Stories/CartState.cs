namespace O4O.Edge.Store.Stories;

/// <summary>What one visit carries in one story. Immutable, in the order of the items: equal carts have equal lines.</summary>
public sealed class CartState
{
    public static readonly CartState Empty = new([]);
    private readonly Held[] _lines;

    private CartState(Held[] lines)
    {
        _lines = lines;
        foreach (Held line in lines) Mark = ((Mark * 31 + line.Item.Product) * 31 + line.Item.UnknownMg) * 31 + line.Units;
    }

    /// <summary>Equal carts have equal marks; different ones hardly ever.</summary>
    internal long Mark { get; }

    public ReadOnlySpan<Held> Lines => _lines;

    /// <summary>A cart of these lines.</summary>
    public static CartState Of(IEnumerable<Held> lines)
    {
        CartState cart = Empty;
        foreach (Held line in lines) cart = cart.With(line.Item, line.Units);
        return cart;
    }

    /// <summary>Holds something that no product explains.</summary>
    public bool HasUnknown => _lines.Length > 0 && !_lines[0].Item.IsKnown;

    /// <summary>Units of a product.</summary>
    public int Units(int product)
    {
        foreach (Held line in _lines)
            if (line.Item.Product == product) return line.Units;
        return 0;
    }

    /// <summary>The line that such an item could be taken out of, or null.</summary>
    public Held? Find(Item item)
    {
        foreach (Held line in _lines)
            if (line.Item.Agrees(item)) return line;
        return null;
    }

    /// <summary>The cart with more of an item, or with less when negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It holds fewer.</exception>
    public CartState With(Item item, int units)
    {
        int at = 0;
        while (at < _lines.Length && Order(_lines[at].Item, item) < 0) at++;
        bool known = at < _lines.Length && _lines[at].Item == item;
        int now = (known ? _lines[at].Units : 0) + units;
        ArgumentOutOfRangeException.ThrowIfNegative(now, nameof(units));
        var lines = new List<Held>(_lines.Length + 1);
        lines.AddRange(_lines.AsSpan(0, at));
        if (now > 0) lines.Add(new Held(item, now));
        lines.AddRange(_lines.AsSpan(known ? at + 1 : at));
        return lines.Count == 0 ? Empty : new CartState([.. lines]);
    }

    public bool Same(CartState other) => ReferenceEquals(this, other) || Mark == other.Mark && _lines.AsSpan().SequenceEqual(other._lines);

    private static int Order(Item a, Item b) => a.Product != b.Product ? a.Product.CompareTo(b.Product) : a.UnknownMg.CompareTo(b.UnknownMg);
}
