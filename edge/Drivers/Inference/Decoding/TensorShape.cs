namespace O4O.Edge.Drivers.Inference.Decoding;

/// <summary>How many numbers a tensor has in each direction.</summary>
public sealed class TensorShape
{
    private readonly long[] _sides;

    public TensorShape(params ReadOnlySpan<long> sides) => _sides = sides.ToArray();

    /// <summary>All the numbers.</summary>
    public long Count => _sides.Aggregate(1L, static (a, b) => a * b);

    /// <summary>Whether a model that states these sides (below 1: any) may give this shape.</summary>
    public bool Fits(ReadOnlySpan<int> stated)
    {
        if (stated.Length != _sides.Length) return false;
        for (int i = 0; i < stated.Length; i++)
            if (stated[i] > 0 && stated[i] != _sides[i]) return false;
        return true;
    }

    /// <summary>A copy, for the runtime.</summary>
    public long[] ToArray() => [.. _sides];

    public override string ToString() => string.Join(" × ", _sides);
}
