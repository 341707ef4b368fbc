using System.Diagnostics;

namespace O4O.Benchmarks.Quick;

/// <summary>
/// Measures several things by turns, so that whatever else the machine is doing falls on all of them. Each subject returns a
/// cost. Rounds of over a second to warm up are thrown away, or a floor that is soon compiled again would look too high; then the
/// order turns round by round.
/// </summary>
internal sealed class Interleaved
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private readonly double[][] _costs;

    public Interleaved(int rounds, params Func<double>[] subjects)
    {
        _costs = [.. subjects.Select(_ => new double[rounds])];
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < WarmUp)
            foreach (Func<double> subject in subjects) subject();
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < subjects.Length; i++)
            {
                int subject = (i + round) % subjects.Length;
                _costs[subject][round] = subjects[subject]();
            }
        }
    }

    /// <summary>Median cost of a subject.</summary>
    public double Median(int subject) => Middle(_costs[subject]);

    /// <summary>Median of one over median of the other.</summary>
    public double Ratio(int over, int under) => Median(over) / Median(under);

    /// <summary>Least and most that the same ratio was in any one round: how much to trust it.</summary>
    public string Spread(int over, int under)
    {
        double[] ratios = [.. _costs[over].Zip(_costs[under], (a, b) => a / b)];
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ratios.Min():0.##} to {ratios.Max():0.##}");
    }

    /// <summary>The middle one; of an even number the upper of the two in the middle.</summary>
    public static double Middle(double[] values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}
