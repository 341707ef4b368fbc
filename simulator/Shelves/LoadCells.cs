using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Simulator.Chance;
using O4O.Simulator.Noise;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Shelves;

/// <summary>
/// The plates of one shelf as their load cells show them: what stands on them, wrongly scaled, with noise, drift, creep,
/// warmth, pushes, ringing, knocks, junk, and in steps of the converter. Figures and sources in the README.
/// </summary>
internal sealed class LoadCells
{
    /// <summary>One step of the converter in the store that the figures come from.</summary>
    public const double QuantumGrams = 0.241;

    // The noise at rest is nearly white: a fifth of its variance hangs together over some 60 ms (measured autocorrelation
    // 0.12 to 0.20 over one to three samples at 60 Hz, none after six).
    private const double WhitePart = 0.894427191, SlowPart = 0.447213595, SlowKeep = 0.75, SlowNew = 0.661437828;

    /// <summary>Samples in which a creep falls to 1/e: 20 s, so that it is over after a minute.</summary>
    private const double CreepSamples = 1_200;

    private readonly Dice _noise, _drift, _junk;
    private readonly Climate _climate;
    private readonly PhysicsOptions _physics;
    private readonly double[] _gain, _sigma, _slow, _level, _load, _driftGrams, _driftPerSample, _creepShare, _creeping, _gramsPerKelvin;
    private readonly int[] _driftLeft, _stuckMg;
    private readonly bool[] _stuck, _mute;
    private readonly long[] _stuckUs, _muteUs;
    private readonly NoiseTape[] _tapes;
    private readonly List<Step> _steps = [];
    private readonly List<Touch> _touches = [];
    private readonly List<Knock> _knocks = [];
    private double _kelvin;

    /// <param name="shelf">Which shelf.</param>
    /// <param name="sigmas">Noise of each plate at rest, grams.</param>
    /// <param name="physics">The scenario's scales.</param>
    /// <param name="seed">The world's seed.</param>
    /// <param name="tapes">Recorded noise for each plate in place of the model's noise, converter and junk; or none.</param>
    public LoadCells(Shelf shelf, ReadOnlySpan<double> sigmas, PhysicsOptions physics, ulong seed, ReadOnlySpan<NoiseTape> tapes = default)
    {
        Shelf = shelf;
        _tapes = tapes.ToArray();
        _physics = physics;
        _noise = new Dice(seed, "plate noise", shelf.Index);
        _drift = new Dice(seed, "plate drift", shelf.Index);
        _junk = new Dice(seed, "plate junk", shelf.Index);
        var build = new Dice(seed, "plate gain", shelf.Index);
        int n = shelf.PlateCount;
        (_stuck, _stuckMg, _mute) = (new bool[n], new int[n], new bool[n]);
        (_stuckUs, _muteUs) = (new long[n], new long[n]);
        Array.Fill(_stuckUs, long.MaxValue);
        Array.Fill(_muteUs, long.MaxValue);
        _climate = new Climate(seed, shelf.GondolaIndex);
        var cell = new Dice(seed, "plate cell", shelf.Index);
        (_creepShare, _creeping, _gramsPerKelvin) = (new double[n], new double[n], new double[n]);
        (_gain, _sigma, _slow, _level) = (new double[n], sigmas.ToArray(), new double[n], new double[n]);
        (_load, _driftGrams, _driftPerSample, _driftLeft) = (new double[n], new double[n], new double[n], new int[n]);
        for (int p = 0; p < n; p++)
        {
            _gain[p] = 1 + build.Gauss(0, 0.015 * physics.WeightSpread, 2);
            _level[p] = build.Between(-20.0, 20.0); // an imperfect tare
            _creepShare[p] = cell.Between(0.0, 0.003) * physics.Creep;
            _gramsPerKelvin[p] = cell.Between(0.5, 1.5) * physics.Temperature;
        }
    }

    public Shelf Shelf { get; }

    /// <summary>What really stands on a plate when everything has settled, grams.</summary>
    public double LoadGrams(int plate) => _load[plate];

    /// <summary>What a plate would show at rest without noise, grams.</summary>
    public double RestGrams(int plate) => _level[plate] + _driftGrams[plate] + _gramsPerKelvin[plate] * _kelvin;

    /// <summary>What one gram is on this plate.</summary>
    public double Gain(int plate) => _gain[plate];

    /// <summary>Noise of a plate at rest, one standard deviation, grams.</summary>
    public double SigmaGrams(int plate) => _sigma[plate] * _physics.Noise;

    /// <summary>True while something moves on the shelf.</summary>
    public bool Busy => _steps.Count + _touches.Count + _knocks.Count > 0;

    /// <summary>Puts something on before the beginning: no transient.</summary>
    public void Place(int plate, double grams)
    {
        _load[plate] += grams;
        _level[plate] += _gain[plate] * grams;
    }

    /// <summary>A load begins to leave or arrive; <paramref name="loadGrams"/> is what stays changed in truth.</summary>
    public void Begin(in Step step, double loadGrams)
    {
        _load[step.Plate] += loadGrams;
        _steps.Add(step);
    }

    public void Begin(in Touch touch) => _touches.Add(touch);

    public void Begin(in Knock knock) => _knocks.Add(knock);

    /// <summary>From now on a plate shows what it shows now, whatever stands on it.</summary>
    public void Stick(int plate, long nowUs)
    {
        (_stuck[plate], _stuckMg[plate]) = (true, Shown(RestGrams(plate)));
        _stuckUs[plate] = Math.Min(_stuckUs[plate], nowUs);
    }

    /// <summary>From now on a plate gives no reading.</summary>
    public void Mute(int plate, long nowUs)
    {
        _mute[plate] = true;
        _muteUs[plate] = Math.Min(_muteUs[plate], nowUs);
    }

    /// <summary>Since when a plate has been stuck, or mute, store time; the far future while it is not.</summary>
    public long StuckUs(int plate) => _stuckUs[plate];
    public long MuteUs(int plate) => _muteUs[plate];

    /// <summary>One reading of every plate, milligrams; <see cref="WeightBatch.Missing"/> where there is none.</summary>
    public void Read(long nowUs, Span<int> milligrams)
    {
        Settle(nowUs);
        bool knocked = _knocks.Count > 0;
        _kelvin = _climate.Next();
        for (int p = 0; p < _level.Length; p++)
        {
            double creep = _creeping[p] / CreepSamples;
            (_level[p], _creeping[p]) = (_level[p] + creep, _creeping[p] - creep);
            double grams = _level[p] + Drift(p) + _gramsPerKelvin[p] * _kelvin + Noise(p);
            if (knocked)
                foreach (Knock knock in _knocks) grams += knock.At(nowUs, Shelf.FirstPlate + p);
            milligrams[p] = Shown(grams);
        }
        foreach (Step step in _steps) milligrams[step.Plate] += Shown(step.At(nowUs));
        foreach (Touch touch in _touches) milligrams[touch.Plate] += Shown(touch.At(nowUs));
        for (int p = 0; p < _stuck.Length; p++)
            if (_stuck[p]) milligrams[p] = _stuckMg[p];
        // One draw a shelf, not one a plate: junk is rare.
        if (_tapes.Length == 0 && _physics.Junk > 0 && _junk.Chance(_physics.Junk * _level.Length))
            milligrams[_junk.Below(_level.Length)] = (int)_junk.Between(-50_000_000L, 50_000_000L);
        for (int p = 0; p < _mute.Length; p++)
            if (_mute[p]) milligrams[p] = WeightBatch.Missing;
    }

    /// <summary>In steps of the converter; recorded noise has a converter's steps in it already.</summary>
    private int Shown(double grams) =>
        (int)(_tapes.Length > 0 ? Math.Round(grams * 1000) : Math.Round(grams / QuantumGrams) * (QuantumGrams * 1000));

    private double Noise(int p)
    {
        if (_tapes.Length > 0) return _tapes[p].Next(ShelfController.SamplePeriodUs) * _physics.Noise;
        double slow = _slow[p] = SlowKeep * _slow[p] + SlowNew * _noise.Gauss();
        return SigmaGrams(p) * (WhitePart * _noise.Gauss() + SlowPart * slow);
    }

    // The drift goes straight for half a minute to a minute and a half, at up to some grams a minute, and is drawn back to 0.
    private double Drift(int p)
    {
        if (_driftLeft[p]-- <= 0)
        {
            _driftLeft[p] = (int)_drift.Between(1800L, 5400L);
            double gramsPerMinute = _drift.Gauss(0, 2, 3) * _physics.Drift - 0.3 * _driftGrams[p];
            _driftPerSample[p] = gramsPerMinute / 3600;
        }
        return _driftGrams[p] += _driftPerSample[p];
    }

    private void Settle(long nowUs)
    {
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            if (nowUs < _steps[i].DoneUs) continue;
            _level[_steps[i].Plate] += _steps[i].DeltaGrams;
            _creeping[_steps[i].Plate] += _steps[i].DeltaGrams * _creepShare[_steps[i].Plate];
            _steps.RemoveAt(i);
        }
        for (int i = _touches.Count - 1; i >= 0; i--)
            if (nowUs >= _touches[i].DoneUs) _touches.RemoveAt(i);
        for (int i = _knocks.Count - 1; i >= 0; i--)
            if (nowUs >= _knocks[i].DoneUs) _knocks.RemoveAt(i);
    }
}
