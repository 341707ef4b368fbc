using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>
/// Mass balance: what a plate has lost since it was last balanced is what was told of it, or something left the store that no line
/// and no doubt knows of. A guard: weighing tells every gram that matters, and this is who would notice if it did not.
/// </summary>
/// <remarks>Perception, not memory: after a restart every plate is compared with its last level anyway, and balances anew.</remarks>
internal sealed class ShelfBalance
{
    /// <summary>Steps smaller than this are told with the next change of their plate, or never; and so many standard deviations are noise.</summary>
    private const double UntoldMg = 18_000, Sigmas = 3.5;

    /// <summary>Plates creep and drift by less than this, milligrams a second; what goes on faster adds up.</summary>
    private const double DriftMgPerSecond = 80;

    /// <summary>A shelf is balanced when it has been at rest for so long, and no more often than that.</summary>
    private const long EveryUs = 5 * StoreTime.SecondUs;

    /// <summary>Whoever may have had part in what was told, with at least this probability.</summary>
    private const double PartFrom = 0.1;
    private readonly StoreLayout _layout;
    private readonly ShelfScale[] _scales;
    private readonly StoreState _state;
    private readonly Action<JournalRecord> _emit;
    private readonly double[] _balancedMg, _toldMg, _offMg;
    private readonly List<string>[] _since;
    private readonly StoreTime[] _balanced, _moved;
    private (long Event, int Shelf) _last;

    private readonly Func<int, bool> _waits;

    /// <param name="layout">The store.</param>
    /// <param name="scales">All shelves.</param>
    /// <param name="state">Who is inside.</param>
    /// <param name="waits">Whether a shelf has told something that is not decided yet: that is not missing.</param>
    /// <param name="emit">Takes what is noticed.</param>
    public ShelfBalance(StoreLayout layout, ShelfScale[] scales, StoreState state, Func<int, bool> waits, Action<JournalRecord> emit)
    {
        (_layout, _scales, _state, _waits, _emit) = (layout, scales, state, waits, emit);
        (_balancedMg, _toldMg, _offMg) = (new double[layout.Plates.Count], new double[layout.Plates.Count], new double[layout.Plates.Count]);
        Array.Fill(_balancedMg, double.NaN);
        _since = new List<string>[scales.Length];
        for (int s = 0; s < scales.Length; s++) _since[s] = [];
        (_balanced, _moved) = (new StoreTime[scales.Length], new StoreTime[scales.Length]);
    }

    /// <summary>The journal was told of a change, or of whose it was.</summary>
    public void Told(JournalRecord record)
    {
        if (record is WeightChanged change && _layout.FindShelf(change.Gondola, change.Shelf) is { } shelf)
        {
            for (int p = shelf.FirstPlate; p < shelf.FirstPlate + shelf.PlateCount; p++)
                foreach (PlateDelta plate in change.Plates)
                    if (plate.Plate == _layout.Plates[p].Number) _toldMg[p] += plate.DeltaMg;
            _moved[shelf.Index] = new StoreTime(change.AtUs);
            _last = (change.Event, shelf.Index);
        }
        if (record is not Interaction told || told.Event != _last.Event) return;
        foreach (HandClaim hand in told.Hands)
            if (hand.Session is { } id && hand.Probability >= PartFrom && !_since[_last.Shelf].Contains(id)) _since[_last.Shelf].Add(id);
    }

    /// <summary>Time passed: balances whatever is at rest.</summary>
    public void Tick(StoreTime now)
    {
        for (int s = 0; s < _scales.Length; s++)
        {
            if (_scales[s].Busy) _moved[s] = now;
            if (now - _moved[s] < EveryUs || now - _balanced[s] < EveryUs || _waits(s)) continue;
            double driftMg = DriftMgPerSecond * Math.Min(3_600, (now - _balanced[s]) / (double)StoreTime.SecondUs);
            _balanced[s] = now;
            for (int p = 0; p < _scales[s].Shelf.PlateCount; p++) Balance(now, _scales[s], p, driftMg);
            _since[s].Clear();
        }
    }

    private void Balance(StoreTime now, ShelfScale scale, int p, double driftMg)
    {
        int plate = scale.Shelf.FirstPlate + p;
        double levelMg = scale.LevelMg(p) is { } mg && scale.Health(p) == PlateHealth.Live ? mg : double.NaN;
        double offMg = _offMg[plate] + levelMg - _balancedMg[plate] - _toldMg[plate];
        (_balancedMg[plate], _toldMg[plate]) = (levelMg, 0);
        _offMg[plate] = double.IsNaN(offMg) ? 0 : Math.CopySign(Math.Max(0, Math.Abs(offMg) - driftMg), offMg);
        if (Math.Abs(_offMg[plate]) <= UntoldMg + Sigmas * scale.NoiseMg(p)) return;
        Tell(now, scale.Shelf, _layout.Plates[plate].Number, _offMg[plate]);
        _offMg[plate] = 0;
    }

    private void Tell(StoreTime now, Shelf shelf, int plate, double offMg)
    {
        string what = $"{Math.Round(Math.Abs(offMg) / 1000)} g {(offMg < 0 ? "left" : "came to")} plate {plate} and were told of nobody";
        _emit(new SourceChanged(now.Us, shelf.Device, "unbalanced", what));
        foreach (string id in _since[shelf.Index])
            if (_state.FindOpen(id) is { } session) _emit(new DoubtRaised(now.Us, session.Id, 0, $"{shelf.Device}: {what}"));
    }
}
