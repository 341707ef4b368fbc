using O4O.Edge.Store.Layout;
using O4O.Simulator.Rendering.Goods;
using O4O.Simulator.Rendering.Tracing;
using O4O.Simulator.Shelves;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>
/// What stands in the shelves, unit by unit as the simulated stock has it: a unit keeps its place while it is there, is gone when a hand
/// holds it, and stays in sight while a hand is still on its way to it. Strays stand where they were left.
/// </summary>
internal sealed class Shelving
{
    /// <summary>What a hand was to take and nobody holds after so long was taken while nobody looked.</summary>
    private const long OnTheWayUs = 4_000_000;

    /// <summary>What is beside exchanged goods gets other shadows.</summary>
    private const float AroundMm = 30;

    private readonly StoreLayout _layout;
    private readonly Stage _stage;
    private readonly Look[] _looks;
    private readonly FacingPlaces[] _places;
    private readonly Dictionary<Unit, int>[] _slots;
    private readonly Dictionary<Unit, long> _missingUs = [];
    private readonly HashSet<Unit> _present = [], _held = [];
    private readonly List<Unit>[] _strays;
    private readonly List<Unit> _gone = [];
    private readonly List<Solid> _solids = [];
    private readonly List<(Vec Min, Vec Max)> _changes = [];

    /// <summary>Groups of a stage: one a facing, then one a shelf for its strays.</summary>
    public static List<(Vec Min, Vec Max)> Groups(StoreLayout layout, IReadOnlyList<FacingPlaces> places)
    {
        var margin = new Vec(60, 60, 5);
        var above = new Vec(60, 60, 200);
        List<(Vec, Vec)> groups = [.. places.Select(p => (p.Min - margin, p.Max + above))];
        groups.AddRange(layout.Shelves.Select(s => (Vec.Of(s.Space.Min) - above, Vec.Of(s.Space.Max) + above)));
        return groups;
    }

    public Shelving(StoreLayout layout, Stage stage, Look[] looks, FacingPlaces[] places)
    {
        (_layout, _stage, _looks, _places) = (layout, stage, looks, places);
        _slots = [.. places.Select(_ => new Dictionary<Unit, int>())];
        _strays = [.. layout.Shelves.Select(_ => new List<Unit>())];
    }

    /// <summary>Takes over what the stock is now. Returns the boxes in which anything has changed; valid until the next call.</summary>
    public IReadOnlyList<(Vec Min, Vec Max)> Update(Shop shop)
    {
        _changes.Clear();
        _held.Clear();
        foreach (People.Person person in shop.People)
            foreach (bool right in (ReadOnlySpan<bool>)[false, true])
                if (!person.IsGone && person.Body.Hand(right).Holds(shop.NowUs) is { } unit) _held.Add(unit);
        for (int f = 0; f < _places.Length; f++) Update(f, shop);
        UpdateStrays(shop);
        return _changes;
    }

    private void Update(int facing, Shop shop)
    {
        Dictionary<Unit, int> slots = _slots[facing];
        IReadOnlyList<Unit> units = shop.Stock.Units(facing);
        bool changed = false;
        _present.Clear();
        for (int i = 0; i < units.Count; i++) _present.Add(units[i]);
        _gone.Clear();
        foreach (Unit unit in slots.Keys)
            if (!_present.Contains(unit) && IsGone(unit, shop.NowUs)) _gone.Add(unit);
        foreach (Unit unit in _gone)
        {
            Note(facing, slots[unit]);
            _missingUs.Remove(unit);
            changed |= slots.Remove(unit);
        }
        if (slots.Count == 0 && units.Count > 0) changed |= Fill(facing, units);
        for (int i = 0; i < units.Count; i++)
        {
            _missingUs.Remove(units[i]);
            if (slots.ContainsKey(units[i]) || FreeSlot(facing) is not (>= 0 and var free)) continue;
            slots.Add(units[i], free);
            Note(facing, free);
            changed = true;
        }
        if (changed) Exchange(facing);
    }

    /// <summary>It is in a hand, or has not been where it stood for too long.</summary>
    private bool IsGone(Unit unit, long nowUs)
    {
        if (_held.Contains(unit) || unit.Stray) return true;
        if (!_missingUs.TryGetValue(unit, out long since)) _missingUs[unit] = since = nowUs;
        return nowUs - since > OnTheWayUs;
    }

    /// <summary>At first the rear ones come first in the stock's list: the last one is the foremost.</summary>
    private bool Fill(int facing, IReadOnlyList<Unit> units)
    {
        int count = Math.Min(units.Count, _places[facing].Slots.Count);
        for (int i = 0; i < count; i++)
        {
            _slots[facing].Add(units[units.Count - 1 - i], i);
            Note(facing, i);
        }
        return count > 0;
    }

    private int FreeSlot(int facing)
    {
        int count = _places[facing].Slots.Count;
        Span<bool> taken = count <= 512 ? stackalloc bool[count] : new bool[count];
        taken.Clear();
        foreach (int slot in _slots[facing].Values) taken[slot] = true;
        return taken.IndexOf(false);
    }

    private void Exchange(int facing)
    {
        _solids.Clear();
        FacingPlaces places = _places[facing];
        // By slot, not by the dictionary's order: what is added first is met first where two are equally far.
        foreach ((Unit _, int slot) in _slots[facing].OrderBy(s => s.Value)) places.Stand(places.Slots[slot].Base, facing * 1_000 + slot, _solids);
        _stage.Exchange(facing, _solids);
    }

    private void UpdateStrays(Shop shop)
    {
        for (int s = 0; s < _strays.Length; s++)
        {
            List<Unit> before = _strays[s];
            Unit[] now = [.. shop.Stock.Strays.Where(u => _layout.Plates[u.Footing.Plate].ShelfIndex == s)];
            if (before.SequenceEqual(now)) continue;
            foreach (Unit unit in before.Concat(now).Distinct()) Note(Foot(unit), _looks[unit.ProductIndex].Size);
            before.Clear();
            before.AddRange(now);
            _solids.Clear();
            foreach (Unit unit in now) Leave(unit);
            _stage.Exchange(_places.Length + s, _solids);
        }
    }

    private void Leave(Unit unit)
    {
        Look look = _looks[unit.ProductIndex];
        look.Add(Foot(unit) + Vec.Up * (look.Size.Z / 2), new(1, 0, 0), Vec.Up, _solids);
    }

    private Vec Foot(Unit unit) => Vec.Of(unit.Footing.Place) with { Z = (float)_layout.Plates[unit.Footing.Plate].Space.Min.Z };

    private void Note(int facing, int slot) => Note(_places[facing].Slots[slot].Base, _places[facing].Foot);

    private void Note(Vec place, Vec size)
    {
        float wide = MathF.Max(size.X, size.Y) / 2 + AroundMm;
        _changes.Add((place - new Vec(wide, wide, AroundMm), place + new Vec(wide, wide, size.Z + AroundMm)));
    }
}
