using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Weighing;

/// <summary>The weight on some neighbouring plates of one shelf changed and came to rest. Plates are counted on the shelf from 0.</summary>
public sealed class ShelfChange
{
    public required int ShelfIndex { get; init; }

    /// <summary>First plate looked at: the changed ones and a quiet neighbour on either side.</summary>
    public required int FirstPlate { get; init; }

    /// <summary>Change of each plate from <see cref="FirstPlate"/> on, milligrams.</summary>
    public required double[] DeltaMg { get; init; }

    /// <summary>Variance of each of these changes, milligrams squared: noise of the two means, and drift.</summary>
    public required double[] VarianceMg2 { get; init; }

    /// <summary>Level of each of these plates afterwards, milligrams.</summary>
    public required long[] LevelMg { get; init; }
    public required StoreTime Start { get; init; }

    /// <summary>When the weight passed half way between before and after.</summary>
    public required StoreTime Lift { get; init; }

    /// <summary>The last sample that the decision needed.</summary>
    public required StoreTime Settled { get; init; }
    public required bool AcrossGap { get; init; }
    public required bool Unsettled { get; init; }

    public double TotalMg
    {
        get
        {
            double sum = 0;
            foreach (double d in DeltaMg) sum += d;
            return sum;
        }
    }
}
