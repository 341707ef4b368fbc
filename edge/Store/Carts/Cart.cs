namespace O4O.Edge.Store.Carts;

/// <summary>A virtual cart: what a visit carries, in the order in which it was first taken. Never negative.</summary>
public sealed class Cart
{
    private readonly List<CartLine> _lines = [];

    public IReadOnlyList<CartLine> Lines => _lines;

    /// <summary>Units of a product.</summary>
    public int Quantity(int productIndex)
    {
        foreach (CartLine line in _lines)
            if (line.ProductIndex == productIndex) return line.Quantity;
        return 0;
    }

    /// <summary>Units go in, or out when negative.</summary>
    /// <exception cref="InvalidOperationException">More would go out than is in: whoever decided that was wrong.</exception>
    public void Move(int productIndex, int units, double confidence)
    {
        for (int i = 0; i < _lines.Count; i++)
        {
            CartLine line = _lines[i];
            if (line.ProductIndex != productIndex) continue;
            int quantity = line.Quantity + units;
            if (quantity < 0) throw new InvalidOperationException($"a cart with {line.Quantity} of product {productIndex} cannot give {-units}");
            if (quantity == 0) _lines.RemoveAt(i);
            else _lines[i] = line with { Quantity = quantity, Confidence = Math.Min(line.Confidence, confidence) };
            return;
        }
        if (units < 0) throw new InvalidOperationException($"a cart without product {productIndex} cannot give {-units}");
        if (units > 0) _lines.Add(new CartLine(productIndex, units, confidence));
    }
}
