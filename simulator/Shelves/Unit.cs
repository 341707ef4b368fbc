namespace O4O.Simulator.Shelves;

/// <summary>One piece of a product, with its own real weight, and where it stands or last stood.</summary>
internal sealed class Unit(int productIndex, double grams)
{
    public int ProductIndex { get; } = productIndex;

    /// <summary>What it really weighs.</summary>
    public double Grams { get; } = grams;

    /// <summary>Where it stands; its plates are those of one shelf.</summary>
    public Footing Footing { get; set; }

    /// <summary>True when it stands on another product's plates.</summary>
    public bool Stray { get; set; }
}
