using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Benchmarks.Workloads;

/// <summary>
/// The load cells of a whole store: 40 shelves of 10 plates at 60 Hz, four samples a batch, with the noise of real plates
/// (one standard deviation: median 0.6 g, 90 % below 2.4 g). Sixteen seconds are made beforehand and go round; with picks,
/// one plate a second loses or regains 300 g within a tenth of a second.
/// </summary>
internal sealed class WholeStore
{
    public const int Shelves = 40, PlatesPerShelf = 10, SamplesPerBatch = 4, BatchesPerSecond = 15, PeriodUs = 16_667;
    public const int SamplesPerSecond = 60 * Shelves * PlatesPerShelf;
    private const int Seconds = 16, Rows = Seconds * 60, StepMg = 300_000, StepRows = 6;

    /// <summary>ln(2.4 / 0.6) / 1.2816: the spread of a log-normal with that median and 90 % point.</summary>
    private const double SpreadOfSigmas = 1.0817;
    private readonly int[][] _samplesMg = new int[Shelves][];
    private readonly ShelfScale[] _scales = new ShelfScale[Shelves];
    private readonly List<ShelfChange> _found = [];
    private int _row;
    private long _timeUs = 1_000_000_000;

    public WholeStore(bool picks, int seed)
    {
        var random = new Random(seed);
        StoreLayout layout = MakeLayout();
        for (int s = 0; s < Shelves; s++)
        {
            _scales[s] = new ShelfScale(layout.Shelves[s], new WeighingOptions());
            _samplesMg[s] = new int[Rows * PlatesPerShelf];
            for (int p = 0; p < PlatesPerShelf; p++)
            {
                double sigmaMg = 600 * Math.Exp(SpreadOfSigmas * Normal(random)), levelMg = random.Next(500_000, 5_000_000);
                for (int row = 0; row < Rows; row++)
                    _samplesMg[s][row * PlatesPerShelf + p] = (int)(levelMg + Math.Min(sigmaMg, 6_000) * Normal(random));
            }
        }
        for (int second = 0; picks && second < Seconds / 2; second++) Pick(second * 53 % (Shelves * PlatesPerShelf), second);
        for (int i = 0; i < 4; i++) Second(); // every plate finds its level
        Changes = 0;
    }

    /// <summary>Weight changes found so far.</summary>
    public long Changes { get; private set; }

    public static StoreLayout MakeLayout()
    {
        var builder = new StoreLayoutBuilder("bench", "KRW", EntryPolicy.Gate, new Box3(new(0, 0, 0), new(20_000, 20_000, 2_600)));
        for (int s = 0; s < Shelves; s++)
        {
            var plates = new List<(int, Box3)>();
            double y = s / 5 * 2_000, z = s % 5 * 350;
            for (int p = 0; p < PlatesPerShelf; p++) plates.Add((p + 1, new Box3(new(p * 250, y, z), new(p * 250 + 250, y + 450, z + 320))));
            builder.Shelf(s / 5 + 1, s % 5 + 1, ClockKind.Free, plates);
        }
        return builder.Build();
    }

    /// <summary>The samples of one batch, straight out of the ring of seconds.</summary>
    public ReadOnlySpan<int> Batch(int shelf, int row) =>
        _samplesMg[shelf].AsSpan(row * PlatesPerShelf, SamplesPerBatch * PlatesPerShelf);

    /// <summary>Weighs the next second: 600 batches, 24,000 samples.</summary>
    public void Second()
    {
        for (int b = 0; b < BatchesPerSecond; b++)
        {
            for (int s = 0; s < Shelves; s++)
            {
                var batch = new WeightBatch(default, PeriodUs, PlatesPerShelf, Batch(s, _row));
                _scales[s].Update(batch, new StoreTime(_timeUs), afterGap: false, _found);
                Changes += _found.Count;
                _found.Clear();
            }
            Next();
        }
    }

    /// <summary>The floor: reads the samples of the next second once, and does nothing with them but add.</summary>
    public long MemoryPass()
    {
        long sum = 0;
        for (int b = 0; b < BatchesPerSecond; b++)
        {
            for (int s = 0; s < Shelves; s++)
                foreach (int mg in Batch(s, _row)) sum += mg;
            Next();
        }
        return sum;
    }

    private void Next()
    {
        _row = (_row + SamplesPerBatch) % Rows;
        _timeUs += SamplesPerBatch * PeriodUs;
    }

    /// <summary>Taken in this second, put back half a round later.</summary>
    private void Pick(int plate, int second)
    {
        int down = second * 60 + 18, up = down + Rows / 2, p = plate % PlatesPerShelf;
        int[] shelf = _samplesMg[plate / PlatesPerShelf];
        for (int row = down; row < up + StepRows; row++)
        {
            double share = row < up ? Math.Min(1, (row - down) / (double)StepRows) : 1 - (row - up) / (double)StepRows;
            shelf[row % Rows * PlatesPerShelf + p] -= (int)(StepMg * share);
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
