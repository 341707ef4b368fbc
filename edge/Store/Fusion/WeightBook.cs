namespace O4O.Edge.Store.Fusion;

/// <summary>
/// What a unit of each product really weighs, learnt from sure movements: the catalogue errs by 3 to 7 %, a delivery by as much as
/// all its units together, and each plate has its own scale. Begins at the catalogue and its spread.
/// </summary>
/// <remarks>
/// A normal distribution of unknown mean and variance (normal-inverse-gamma): the mean begins as if half a unit had been weighed,
/// the variance as if four had.
/// </remarks>
public sealed class WeightBook(int products)
{
    /// <summary>How sure a movement must be to be learnt from.</summary>
    public const double SureFrom = 0.98;

    /// <summary>A unit farther off than this many standard deviations teaches nothing: it may have been something else.</summary>
    private const double OffMax = 3.5;

    /// <summary>Weight of the beginning against one unit.</summary>
    private const double MeanFrom = 0.5, SpreadFrom = 4;

    /// <summary>Units weighed long ago count no more than this: the next delivery is another one.</summary>
    private const double UnitsMax = 60;

    private struct Known
    {
        public double Units, Mean, Squares;
    }

    private readonly Known[] _known = new Known[products];

    /// <summary>Real weight over catalogue weight, the best guess.</summary>
    public double Ratio(int product)
    {
        ref readonly Known k = ref _known[product];
        return (MeanFrom + k.Units * k.Mean) / (MeanFrom + k.Units);
    }

    /// <summary>One standard deviation of the next unit about it, as a share of its weight.</summary>
    /// <param name="product">Index of the product.</param>
    /// <param name="catalogueShare">The same when nothing is known.</param>
    public double Spread(int product, double catalogueShare)
    {
        ref readonly Known k = ref _known[product];
        double within = catalogueShare * catalogueShare * MeanFrom / (1 + MeanFrom); // so that nothing known gives the catalogue's
        double off = k.Mean - 1, between = k.Units * MeanFrom / (k.Units + MeanFrom) * off * off;
        double variance = (SpreadFrom * within + k.Squares + Math.Min(between, k.Units * within)) / (SpreadFrom + k.Units);
        return Math.Sqrt(variance * (1 + 1 / (MeanFrom + k.Units)));
    }

    /// <summary>Units of a product were weighed together.</summary>
    /// <param name="product">Index of the product.</param>
    /// <param name="ratio">What they weighed, over what the catalogue says.</param>
    /// <param name="catalogueShare">One standard deviation of a unit against the catalogue, as a share.</param>
    public void Learn(int product, double ratio, double catalogueShare)
    {
        if (Math.Abs(ratio - Ratio(product)) > OffMax * Spread(product, catalogueShare)) return;
        ref Known k = ref _known[product];
        if (k.Units >= UnitsMax) (k.Units, k.Squares) = (UnitsMax / 2, k.Squares / 2);
        double before = k.Mean;
        k.Units++;
        k.Mean += (ratio - before) / k.Units;
        k.Squares += (ratio - before) * (ratio - k.Mean);
    }
}
