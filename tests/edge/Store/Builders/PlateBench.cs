using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>One shelf of plates under a seeded hand: 60 samples a second, batches of six.</summary>
internal sealed class PlateBench
{
    public const int PeriodUs = 16_667, SamplesABatch = 6;
    private readonly Noise _noise;
    private readonly double[] _sigmaGrams;
    private readonly List<(int Plate, double At, double Grams, double Ramp)> _steps = [];
    private bool _gap;
    private long _sample;

    public PlateBench(double sigmaGrams = 0.7, int seed = 1, int plates = 12, WeighingOptions? options = null)
    {
        _noise = new Noise(seed);
        _sigmaGrams = new double[plates];
        Array.Fill(_sigmaGrams, sigmaGrams);
        var space = new Box3(new(0, 0, 0), new(100 * plates, 400, 300));
        Scale = new ShelfScale(new Shelf(0, 0, 1, 1, 0, plates, space), options ?? new WeighingOptions());
        Plates = plates;
    }

    public ShelfScale Scale { get; }
    public int Plates { get; }
    public List<ShelfChange> Changes { get; } = [];

    /// <summary>Added to every reading: plate, seconds, to grams.</summary>
    public Func<int, double, double> Extra { get; set; } = static (_, _) => 0;

    /// <summary>Says of a reading (plate, sample number) that there is none.</summary>
    public Func<int, long, bool> Missing { get; set; } = static (_, _) => false;

    public PlateBench Sigma(int plate, double grams)
    {
        _sigmaGrams[plate] = grams;
        return this;
    }

    public PlateBench Step(int plate, double at, double grams, double ramp = 0.08)
    {
        _steps.Add((plate, at, grams, ramp));
        return this;
    }

    /// <summary>Feeds whole batches up to a moment; a batch for which <paramref name="lose"/> says true never arrives.</summary>
    public PlateBench RunTo(double seconds, Func<long, bool>? lose = null)
    {
        var mg = new int[SamplesABatch * Plates];
        while (_sample * PeriodUs < seconds * 1_000_000)
        {
            long first = _sample, number = _sample / SamplesABatch;
            Fill(mg);
            if (lose?.Invoke(number) ?? false)
            {
                _gap = true;
                continue;
            }
            Scale.Update(Batch(first, mg), At(first), _gap, Changes);
            _gap = false;
        }
        return this;
    }

    /// <summary>Bytes that the last of many batches at rest allocated, on average.</summary>
    public double BytesABatch(int batches)
    {
        var mg = new int[SamplesABatch * Plates];
        Fill(mg);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < batches; i++)
        {
            Scale.Update(Batch(_sample, mg), At(_sample), false, Changes);
            _sample += SamplesABatch;
        }
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)batches;
    }

    /// <summary>Seconds of a moment since the bench began.</summary>
    public static double Seconds(StoreTime time) => (time - At(0)) / 1e6;

    public static StoreTime At(long sample) => Script.Zero + sample * PeriodUs;

    private WeightBatch Batch(long first, int[] mg) => new(new DeviceMark(1, (uint)(first / SamplesABatch), first * PeriodUs), PeriodUs, Plates, mg);

    private void Fill(int[] mg)
    {
        for (int i = 0; i < mg.Length; i++)
        {
            int plate = i % Plates;
            long sample = _sample + i / Plates;
            double at = sample * PeriodUs / 1e6, grams = 2_000 + Extra(plate, at) + _noise.Next(_sigmaGrams[plate]);
            foreach ((int on, double when, double step, double ramp) in _steps)
                if (on == plate) grams += step * Math.Clamp((at - when) / ramp + 0.5, 0, 1);
            mg[i] = Missing(plate, sample) ? WeightBatch.Missing : (int)(grams * 1_000);
        }
        _sample += SamplesABatch;
    }
}
