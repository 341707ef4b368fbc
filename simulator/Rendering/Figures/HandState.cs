namespace O4O.Simulator.Rendering.Figures;

/// <summary>What a hand does.</summary>
/// <param name="Product">Index of the product that it holds, or −1.</param>
/// <param name="IsOut">Out, or on its way back.</param>
/// <param name="IsInShelf">On the outer half of its way to or from a shelf.</param>
/// <param name="Grasp">Counts what it has held: how it holds something changes only with it.</param>
internal readonly record struct HandState(int Product, bool IsOut, bool IsInShelf, int Grasp)
{
    public static readonly HandState Empty = new(-1, false, false, 0);

    /// <summary>A default one, which would hold the first product, as an empty one.</summary>
    internal HandState OrEmpty() => this == default ? Empty : this;
}
