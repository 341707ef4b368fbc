using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;

namespace O4O.Simulator.Peer;

/// <summary>All readings of one shelf, and the changes that the peer's rule sees in their sum.</summary>
internal sealed class ShelfTape(Shelf shelf)
{
    // The published figures.
    private const int Window = 60, ActiveMin = 30;
    private const double SigmaGrams = 20, ChangeGrams = 10;

    private readonly List<long> _timesUs = [];
    private readonly List<double[]> _grams = [];
    private readonly List<double> _sums = [];

    public Shelf Shelf { get; } = shelf;

    /// <summary>Adds a message's readings; the last of them was made when it arrived, as far as anybody can tell.</summary>
    public void Add(in WeightBatch batch, long arrivalUs)
    {
        int plates = Math.Min(batch.PlateCount, Shelf.PlateCount);
        for (int i = 0; i < batch.SampleCount; i++)
        {
            var grams = new double[Shelf.PlateCount];
            for (int p = 0; p < plates; p++)
            {
                int mg = batch.SamplesMg[i * batch.PlateCount + p];
                grams[p] = mg != WeightBatch.Missing ? mg / 1000.0 : _grams.Count > 0 ? _grams[^1][p] : 0;
            }
            _timesUs.Add(arrivalUs - (batch.SampleCount - 1 - i) * (long)batch.SamplePeriodUs);
            _grams.Add(grams);
            _sums.Add(grams.Sum());
        }
    }

    /// <summary>
    /// Stretches in which the spread of the last 60 sums is above 20 g for 30 readings or more, and whose mean differs by more
    /// than 10 g before and after.
    /// </summary>
    public IEnumerable<PeerChange> Changes()
    {
        int begin = -1, peak = -1;
        double highest = 0;
        for (int i = Window - 1; i < _sums.Count; i++)
        {
            double sigma = Sigma(i);
            if (sigma > SigmaGrams)
            {
                if (begin < 0) (begin, highest) = (i, 0);
                if (sigma > highest) (peak, highest) = (i, sigma);
                continue;
            }
            if (begin >= Window && i - begin >= ActiveMin && Change(begin - 1, i, peak) is { } change) yield return change;
            begin = -1;
        }
    }

    private PeerChange? Change(int before, int after, int peak)
    {
        var deltas = new double[Shelf.PlateCount];
        for (int p = 0; p < deltas.Length; p++) deltas[p] = Mean(after, p) - Mean(before, p);
        double sum = deltas.Sum();
        // The spread is highest when the change is in the middle of the window.
        return Math.Abs(sum) > ChangeGrams ? new PeerChange(Shelf, _timesUs[peak - Window / 2], _timesUs[after], sum, deltas) : null;
    }

    private double Mean(int last, int plate)
    {
        double sum = 0;
        for (int i = last - Window + 1; i <= last; i++) sum += _grams[i][plate];
        return sum / Window;
    }

    private double Sigma(int last)
    {
        double mean = 0, squares = 0;
        for (int i = last - Window + 1; i <= last; i++) mean += _sums[i] / Window;
        for (int i = last - Window + 1; i <= last; i++) squares += (_sums[i] - mean) * (_sums[i] - mean);
        return Math.Sqrt(squares / Window);
    }
}
