using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>
/// One plate, reading by reading at 60 Hz, with noise that hangs together as that of real plates does: a fifth of its variance
/// over 60 ms.
/// </summary>
internal sealed class AlarmBench
{
    public const int PeriodUs = 16_667;
    private const double Together = 0.2, TogetherUs = 60_000;
    private static readonly double Hold = Math.Exp(-PeriodUs / TogetherUs);
    private readonly int[] _mg = new int[1];
    private readonly List<ShelfChange> _changes = [];
    private readonly Noise _noise;
    private readonly double _sigma;
    private readonly ShelfScale _scale;
    private double _slow;
    private uint _readings;

    public AlarmBench(double sigmaGrams, int seed, WeighingOptions? options = null)
    {
        (_noise, _sigma) = (new Noise(seed), sigmaGrams);
        _scale = new ShelfScale(new Shelf(0, 0, 1, 1, 0, 1, new Box3(new(0, 0, 0), new(100, 400, 300))), options ?? new WeighingOptions());
    }

    /// <summary>Variance of the sum of many readings, as a multiple of what it were if they did not hang together.</summary>
    public static double LongRun => 1 - Together + Together * (1 + Hold) / (1 - Hold);

    public ShelfScale Scale => _scale;
    public IReadOnlyList<ShelfChange> Changes => _changes;

    /// <summary>One more reading, so many grams above what the plate held at first; whether the plate is away from its level then.</summary>
    public bool Read(double grams) => Send((int)Math.Round(1_000 * (2_000 + grams + Noise())));

    /// <summary>One more sample without a reading.</summary>
    public bool Miss() => Send(WeightBatch.Missing);

    /// <summary>The last reading once more.</summary>
    public bool Again() => Send(_mg[0]);

    /// <summary>So many readings at rest; whether the plate was ever away from its level.</summary>
    public bool Rest(int readings, double grams = 0)
    {
        bool any = false;
        for (int i = 0; i < readings; i++) any |= Read(grams);
        return any;
    }

    /// <summary>Readings from now until the plate wakes, this one included, as it holds so many grams more; at most <paramref name="limit"/>.</summary>
    public int Until(double grams, int limit)
    {
        for (int n = 1; n < limit; n++)
            if (Read(grams)) return n;
        return limit;
    }

    private double Noise()
    {
        _slow = Hold * _slow + Math.Sqrt(1 - Hold * Hold) * _noise.Next(1);
        return _sigma * (_noise.Next(Math.Sqrt(1 - Together)) + Math.Sqrt(Together) * _slow);
    }

    private bool Send(int mg)
    {
        _mg[0] = mg;
        long us = _readings * (long)PeriodUs;
        _scale.Update(new WeightBatch(new DeviceMark(1, _readings++, us), PeriodUs, 1, _mg), Script.Zero + us, afterGap: false, _changes);
        return _scale.Busy;
    }
}
