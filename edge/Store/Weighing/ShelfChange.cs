using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Weighing;

/// <summary>The weight on some neighbouring plates of one shelf changed and came to rest. Plates are counted on the shelf from 0.</summary>
public sealed class ShelfChange
{
    /// <summary>A plate that bore less than this share of the most changed one is not where it happened.</summary>
    internal const double MainShare = 0.5;

    public required int ShelfIndex { get; init; }

    /// <summary>First plate looked at: the changed ones and a quiet neighbour on either side.</summary>
    public required int FirstPlate { get; init; }

    /// <summary>Change of each plate from <see cref="FirstPlate"/> on, milligrams.</summary>
    public required double[] DeltaMg { get; init; }

    /// <summary>
    /// Where it came to nothing: how far each of these plates went from its level meanwhile, milligrams; negative where it became lighter.
    /// Null for a change.
    /// </summary>
    public double[]? SwingMg { get; init; }

    /// <summary>Variance of each of these changes, milligrams squared: noise of the two means, and drift.</summary>
    public required double[] VarianceMg2 { get; init; }

    /// <summary>Level of each of these plates afterwards, milligrams.</summary>
    public required long[] LevelMg { get; init; }
    public required StoreTime Start { get; init; }

    /// <summary>When the weight passed half way between before and after; of a slow lift, when nine tenths had left.</summary>
    public required StoreTime Lift { get; init; }

    /// <summary>Where several movements were taken together: when the first of them was; null for one.</summary>
    public StoreTime? FirstLift { get; init; }

    /// <summary>The last sample that the decision needed.</summary>
    public required StoreTime Settled { get; init; }
    public required bool AcrossGap { get; init; }
    public required bool Unsettled { get; init; }

    /// <summary>First and last plate, counted as <see cref="DeltaMg"/> is, that bore at least this share of the most changed one; −1 where none did.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="part">Which plates to look at: bit i stands for plate i.</param>
    internal (int First, int Last) Bearers(double share, ulong part = ulong.MaxValue)
    {
        double most = 0;
        double[] moved = SwingMg ?? DeltaMg;
        for (int i = 0; i < moved.Length; i++)
            if ((part >> i & 1) != 0) most = Math.Max(most, Math.Abs(moved[i]));
        int first = -1, last = -1;
        for (int i = 0; i < moved.Length; i++)
        {
            if ((part >> i & 1) == 0 || Math.Abs(moved[i]) < share * most) continue;
            if (first < 0) first = i;
            last = i;
        }
        return (first, last);
    }

    /// <summary>The plates that carried most of it, or of a part of it: dense indices of the store; -1 where none did.</summary>
    internal (int First, int Last) MainPlates(StoreLayout layout, ulong part = ulong.MaxValue)
    {
        (int first, int last) = Bearers(MainShare, part);
        int at = layout.Shelves[ShelfIndex].FirstPlate + FirstPlate;
        return first < 0 ? (first, last) : (at + first, at + last);
    }

    /// <summary>The space above the plates that changed most, or of a part of them; the whole shelf's where there is none.</summary>
    internal Box3 Space(StoreLayout layout, ulong part = ulong.MaxValue)
    {
        Shelf shelf = layout.Shelves[ShelfIndex];
        (int first, int last) = Bearers(MainShare, part);
        if (first < 0) return shelf.Space;
        int at = shelf.FirstPlate + FirstPlate;
        Box3 space = layout.Plates[at + first].Space;
        for (int i = first + 1; i <= last; i++)
            if ((part >> i & 1) != 0) space = Box3.Union(space, layout.Plates[at + i].Space);
        return space;
    }

    /// <summary>The same, with weights of its own.</summary>
    internal static ShelfChange Copy(ShelfChange change) => new()
    {
        ShelfIndex = change.ShelfIndex,
        FirstPlate = change.FirstPlate,
        DeltaMg = [.. change.DeltaMg],
        VarianceMg2 = [.. change.VarianceMg2],
        LevelMg = [.. change.LevelMg],
        Start = change.Start,
        Lift = change.Lift,
        FirstLift = change.FirstLift,
        Settled = change.Settled,
        AcrossGap = change.AcrossGap,
        Unsettled = change.Unsettled,
    };

    /// <summary>Two changes on one shelf as one: what both came to, with the later lift.</summary>
    /// <param name="earlier">One.</param>
    /// <param name="later">The other.</param>
    /// <param name="two">They stay two movements, perhaps of two people: the moment of the first is remembered.</param>
    /// <exception cref="ArgumentException">They are of two shelves.</exception>
    public static ShelfChange Merge(ShelfChange earlier, ShelfChange later, bool two = false)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        if (earlier.ShelfIndex != later.ShelfIndex) throw new ArgumentException("changes of two shelves are not one", nameof(later));
        int first = Math.Min(earlier.FirstPlate, later.FirstPlate);
        int end = Math.Max(earlier.FirstPlate + earlier.DeltaMg.Length, later.FirstPlate + later.DeltaMg.Length);
        var whole = new ShelfChange
        {
            ShelfIndex = earlier.ShelfIndex,
            FirstPlate = first,
            DeltaMg = new double[end - first],
            VarianceMg2 = new double[end - first],
            LevelMg = new long[end - first],
            Start = StoreTime.Earlier(earlier.Start, later.Start),
            Lift = StoreTime.Later(earlier.Lift, later.Lift),
            FirstLift = two ? StoreTime.Earlier(earlier.FirstLift ?? earlier.Lift, later.FirstLift ?? later.Lift) : earlier.FirstLift ?? later.FirstLift,
            Settled = StoreTime.Later(earlier.Settled, later.Settled),
            AcrossGap = earlier.AcrossGap || later.AcrossGap,
            Unsettled = earlier.Unsettled || later.Unsettled,
        };
        foreach (ShelfChange part in (ReadOnlySpan<ShelfChange>)[earlier, later])
        {
            for (int i = 0; i < part.DeltaMg.Length; i++)
            {
                int p = part.FirstPlate - first + i;
                whole.DeltaMg[p] += part.DeltaMg[i];
                whole.VarianceMg2[p] += part.VarianceMg2[i];
                whole.LevelMg[p] = part.LevelMg[i]; // the later one's, where both have it
            }
        }
        return whole;
    }

    /// <summary>What came, or went, and went back again: no change, but as far as the first of the two moved the plates.</summary>
    /// <param name="earlier">The first.</param>
    /// <param name="whole">Both.</param>
    internal static ShelfChange Passing(ShelfChange earlier, ShelfChange whole)
    {
        var swings = new double[whole.DeltaMg.Length];
        for (int i = 0; i < earlier.DeltaMg.Length; i++) swings[earlier.FirstPlate - whole.FirstPlate + i] = earlier.DeltaMg[i];
        return new ShelfChange
        {
            ShelfIndex = whole.ShelfIndex,
            FirstPlate = whole.FirstPlate,
            DeltaMg = whole.DeltaMg,
            SwingMg = swings,
            VarianceMg2 = whole.VarianceMg2,
            LevelMg = whole.LevelMg,
            Start = whole.Start,
            FirstLift = earlier.Lift,
            Lift = whole.Lift,
            Settled = whole.Settled,
            AcrossGap = whole.AcrossGap,
            Unsettled = whole.Unsettled,
        };
    }

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
