using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Weighing;

/// <summary>
/// Weighs one shelf: a trigger per plate, settling, rejection of what moves without a net change. A pure fold over batches;
/// allocates only when a change is found.
/// </summary>
/// <remarks>
/// A plate wakes when its readings leave its level, no single one ever enough, and has settled when a whole window of
/// medians of three readings lies close together on no slope. Neighbouring plates that move together are one group; a group is closed
/// when all of it has been still for a moment, and only then is its net change looked at. So a knock that shakes a whole
/// gondola by hundreds of grams ends with no net change anywhere, and is nothing.
/// </remarks>
public sealed class ShelfScale
{
    /// <summary>Samples kept per plate, a power of two: over four seconds at 60 Hz.</summary>
    internal const int RingSize = 256;

    private readonly WeighingOptions _options;
    private readonly PlateState[] _plates;
    private readonly int[] _ring;
    private readonly long[] _timesUs = new long[RingSize];
    private long _samples;
    private int _samplesSinceGap;
    private long _resumedUs;
    private int _busy, _periodUs, _window;
    private readonly LeavingTest _leaving;
    private readonly RestTest _rest;
    private readonly GroupCloser _closer;
    private readonly HealthWatch _health;

    public ShelfScale(Shelf shelf, WeighingOptions options)
    {
        Shelf = shelf;
        _options = options;
        _plates = new PlateState[shelf.PlateCount];
        _ring = new int[RingSize * shelf.PlateCount];
        foreach (ref PlateState plate in _plates.AsSpan()) plate.NoiseMg2 = 1_000.0 * 1_000.0;
        _leaving = new LeavingTest(options);
        _rest = new RestTest(this, options);
        _closer = new GroupCloser(this, _rest, options);
        _health = new HealthWatch(this, options);
    }

    public Shelf Shelf { get; }
    /// <summary>Store time of the last sample seen.</summary>
    public StoreTime LastSample { get; private set; } = StoreTime.Min;

    /// <summary>Groups that moved and ended with no net change: knocks, touches, leaning.</summary>
    public long Transients { get; internal set; }

    /// <summary>What went and came and ended with no net change, since somebody last took these away; somebody may have put down what another took.</summary>
    public List<ShelfChange> Passings { get; } = [];

    /// <summary>True while any plate is away from its level.</summary>
    public bool Busy => _busy > 0;

    /// <summary>When the longest moving plate woke; the far future when none moves.</summary>
    public StoreTime OldestWake
    {
        get
        {
            long oldest = long.MaxValue;
            foreach (ref readonly PlateState plate in _plates.AsSpan())
                if (plate.Phase is PlatePhase.Moving or PlatePhase.Settled) oldest = Math.Min(oldest, plate.WokeUs);
            return new StoreTime(oldest);
        }
    }

    /// <summary>
    /// What the plates of a change have moved since, in steps too small to tell, is told with it: the same change with its
    /// newest weights. Plates that move are left as they are.
    /// </summary>
    public ShelfChange Renew(ShelfChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        ShelfChange renewed = ShelfChange.Copy(change);
        for (int i = 0; i < change.DeltaMg.Length; i++)
        {
            ref PlateState plate = ref _plates[change.FirstPlate + i];
            if (plate.Phase != PlatePhase.Idle) continue;
            int rested = RestedSamples(plate, _window);
            if (rested < _window / 2) continue;
            double nowMg = LookBack(change.FirstPlate + i, rested).MeanMg;
            renewed.DeltaMg[i] += nowMg - plate.AnchorMg;
            renewed.LevelMg[i] = (long)Math.Round(nowMg);
            plate.LevelMg = plate.AnchorMg = nowMg;
        }
        return renewed;
    }

    internal Span<PlateState> Plates => _plates;

    /// <summary>Which plates cannot weigh.</summary>
    internal HealthWatch Faults => _health;

    /// <summary>Whether a plate, counted on the shelf from 0, can be believed.</summary>
    public PlateHealth Health(int plate) => _plates[plate].Health;

    /// <summary>True while one of these plates is away from its level, and has been since a moment or before.</summary>
    /// <param name="first">First plate, counted on the shelf from 0.</param>
    /// <param name="count">How many plates; those beyond the shelf's end are not asked.</param>
    /// <param name="since">The moment.</param>
    public bool IsMoving(int first, int count, StoreTime since)
    {
        int end = Math.Min(first + count, _plates.Length);
        for (int p = Math.Max(0, first); p < end; p++)
            if (_plates[p].Phase is PlatePhase.Moving or PlatePhase.Settled && _plates[p].WokeUs <= since.Us) return true;
        return false;
    }

    /// <summary>The level of a plate in milligrams, or null while it has none.</summary>
    public long? LevelMg(int plate) => _plates[plate].Phase == PlatePhase.Unknown ? null : (long)Math.Round(_plates[plate].LevelMg);

    /// <summary>Noise of single readings of a plate at rest, one standard deviation, milligrams.</summary>
    public double NoiseMg(int plate) => Math.Sqrt(_plates[plate].NoiseMg2);

    /// <summary>
    /// After a restart: the level that a plate last had. What it reads now is compared with it, and a difference is a change
    /// across a gap that began at <paramref name="lastKnown"/>.
    /// </summary>
    public void Restore(int plate, long levelMg, StoreTime lastKnown)
    {
        ref PlateState state = ref _plates[plate];
        state.LevelMg = state.AnchorMg = levelMg;
        // A plate that reads nothing from now on has not changed.
        state.Last1Mg = state.Last2Mg = (int)Math.Clamp(levelMg, int.MinValue + 1, int.MaxValue);
        SetPhase(ref state, PlatePhase.Moving);
        state.WokeUs = lastKnown.Us;
        state.AcrossGap = true;
    }

    /// <summary>The next batch in order.</summary>
    /// <param name="batch">Absolute weights; as many plates as the shelf has.</param>
    /// <param name="first">Store time of its first sample.</param>
    /// <param name="afterGap">Something is missing before it.</param>
    /// <param name="changes">Receives what has come to rest.</param>
    public void Update(in WeightBatch batch, StoreTime first, bool afterGap, List<ShelfChange> changes)
    {
        int period = _periodUs = batch.SamplePeriodUs, count = batch.SampleCount, plates = _plates.Length;
        if (afterGap && LastSample > StoreTime.Min) BeginAfterGap(first, period);
        _leaving.ReadEvery(period);
        int window = _window = (int)Math.Clamp(_options.SettleUs / period, 4, RingSize / 2);
        for (int s = 0; s < count; s++)
        {
            long timeUs = first.Us + (long)s * period;
            Sample(batch.SamplesMg.Slice(s * plates, plates), timeUs, window);
            LastSample = new StoreTime(timeUs);
            if (_busy > 0) _closer.Close(timeUs, window, changes);
        }
        if (count > 0) _health.Look(LastSample.Us);
    }

    /// <summary>One sample of every plate.</summary>
    private void Sample(ReadOnlySpan<int> mg, long timeUs, int window)
    {
        int slot = (int)(_samples++ & (RingSize - 1));
        if (_samplesSinceGap++ == 0) Resume(timeUs);
        _timesUs[slot] = timeUs;
        Span<int> row = _ring.AsSpan(slot * _plates.Length, _plates.Length);
        double follow = 1.0 / Math.Max(1, _options.DriftUs / Math.Max(1, _options.SettleUs / window));
        for (int p = 0; p < row.Length; p++)
        {
            ref PlateState plate = ref _plates[p];
            int raw = mg[p];
            // The same number twice may be one reading sent twice, and junk if it is: only a third time is it news.
            bool read = raw != WeightBatch.Missing, doubled = raw == plate.Last1Mg && raw != plate.Last2Mg;
            int median = row[p] = read ? Median(ref plate, raw, timeUs) : Miss(ref plate, p, timeUs);
            if (plate.Phase == PlatePhase.Idle)
            {
                if (!read || doubled || !_leaving.Leaves(ref plate, raw, median, follow)) continue;
                SetPhase(ref plate, PlatePhase.Moving);
                plate.WokeUs = TimeUs(Math.Clamp(Math.Max(plate.Above.Readings, plate.Below.Readings) - 1, 0, History - 1));
                plate.AcrossGap = plate.Forced = false;
            }
            else
            {
                if (plate.Phase == PlatePhase.Unknown && read) plate.FirstReadings++;
                if (_samplesSinceGap >= window) _rest.Look(p, ref plate, timeUs, Math.Max(plate.WokeUs, _resumedUs), window);
            }
        }
    }

    /// <summary>A reading, made a median: isolated junk occurs, and a median of three passes every step and no single spike.</summary>
    private int Median(ref PlateState plate, int raw, long timeUs)
    {
        if (plate.MissingSinceUs != 0) FindAgain(ref plate, timeUs);
        if (raw != plate.Last1Mg || plate.Changes == 0) HealthWatch.Changed(ref plate, timeUs);
        int median = _samplesSinceGap > 2 ? Median(raw, plate.Last1Mg, plate.Last2Mg) : raw;
        (plate.Last2Mg, plate.Last1Mg) = (plate.Last1Mg, raw);
        return median;
    }

    /// <summary>A plate gave no reading: the median before stands for it. The last reading may be junk, and would count twice.</summary>
    private int Miss(ref PlateState plate, int p, long timeUs)
    {
        if (plate.MissingSinceUs == 0) plate.MissingSinceUs = timeUs;
        return _samples > 1 ? Reading(p, 1) : plate.Last1Mg;
    }

    /// <summary>A plate reads again: what changed while it did not, changed nobody knows when.</summary>
    private void FindAgain(ref PlateState plate, long timeUs)
    {
        if (timeUs - plate.MissingSinceUs > _options.SilenceUs) WakeAcrossGap(ref plate, plate.MissingSinceUs);
        plate.MissingSinceUs = 0;
        plate.ChangedUs = timeUs;
    }

    /// <summary>A plate did not weigh since a moment: what it says now is a change at an unknown time.</summary>
    internal void WakeAcrossGap(ref PlateState plate, long sinceUs)
    {
        if (plate.Phase is not (PlatePhase.Idle or PlatePhase.Moving)) return;
        if (plate.Phase == PlatePhase.Idle) plate.WokeUs = sinceUs;
        SetPhase(ref plate, PlatePhase.Moving);
        plate.AcrossGap = true;
    }

    /// <summary>The first sample after a hole: nobody kept still in it.</summary>
    private void Resume(long timeUs)
    {
        _resumedUs = timeUs;
        foreach (ref PlateState plate in _plates.AsSpan()) plate.ChangedUs = timeUs;
    }

    /// <summary>Back to rest, on a level; what was told of it is the anchor.</summary>
    internal void ToIdle(ref PlateState plate, double levelMg, bool told)
    {
        plate.LevelMg = levelMg;
        if (told) plate.AnchorMg = levelMg;
        plate.Above = plate.Below = default;
        plate.AcrossGap = plate.Forced = false;
        SetPhase(ref plate, PlatePhase.Idle);
    }

    /// <summary>What the last <paramref name="window"/> readings of a plate look like.</summary>
    internal Rest LookBack(int p, int window)
    {
        int min = int.MaxValue, max = int.MinValue, half = window / 2;
        double early = 0, late = 0, sum = 0, squares = 0;
        double origin = _plates[p].Last1Mg;
        for (int i = 0; i < window; i++)
        {
            int v = Reading(p, i);
            min = Math.Min(min, v);
            max = Math.Max(max, v);
            double d = v - origin;
            sum += d;
            squares += d * d;
            if (i < half) late += d;
            else if (i >= window - half) early += d;
        }
        double mean = sum / window;
        return new Rest(origin + mean, Math.Max(0, squares / window - mean * mean), (double)max - min, (late - early) / half, Reading(p, 0));
    }

    /// <summary>The median reading of a plate <paramref name="back"/> samples ago, milligrams.</summary>
    internal int Reading(int p, int back) => _ring[(int)((_samples - 1 - back) & (RingSize - 1)) * _plates.Length + p];

    /// <summary>Store time of the sample <paramref name="back"/> samples ago.</summary>
    internal long TimeUs(int back) => _timesUs[(_samples - 1 - back) & (RingSize - 1)];

    /// <summary>How many samples there are in so long.</summary>
    internal int Samples(long us) => (int)Math.Max(1, us / _periodUs);

    /// <summary>Counts the samples, from the first on.</summary>
    internal long SamplesSeen => _samples;

    /// <summary>How many of the newest samples a plate that has settled was at rest for, as far as it matters.</summary>
    internal int RestedSamples(in PlateState plate, int window) => (int)Math.Min(_samples - plate.RestsFrom, Math.Min(window * 2, History));

    /// <summary>How many samples can be looked back on without crossing a gap.</summary>
    internal int History => (int)Math.Min(_samplesSinceGap, RingSize);

    private void SetPhase(ref PlateState plate, PlatePhase phase)
    {
        bool was = plate.Phase is PlatePhase.Moving or PlatePhase.Settled, now = phase is PlatePhase.Moving or PlatePhase.Settled;
        plate.Phase = phase;
        _busy += (now ? 1 : 0) - (was ? 1 : 0);
    }

    private void BeginAfterGap(StoreTime first, int period)
    {
        // A couple of lost batches change nothing: levels are absolute. A long hole hides what happened in it.
        long holeUs = first - LastSample;
        if (holeUs >= 0 && holeUs < Math.Max(_options.SettleUs, 4 * period)) return;
        _samplesSinceGap = 0;
        foreach (ref PlateState plate in _plates.AsSpan())
        {
            if (plate.Phase == PlatePhase.Unknown) continue;
            if (plate.Phase == PlatePhase.Idle) plate.WokeUs = LastSample.Us;
            SetPhase(ref plate, PlatePhase.Moving);
            plate.AcrossGap = true;
        }
    }

    private static int Median(int a, int b, int c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
