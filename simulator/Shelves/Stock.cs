using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Shelves;

/// <summary>Every unit in the store that nobody holds: in its facing, or astray on other products' plates.</summary>
internal sealed class Stock
{
    private const double PlateGramsMax = 9_000;
    private const int PlateUnitsMin = 3, PlateUnitsMax = 10;

    private readonly StoreLayout _layout;
    private readonly double _spill;
    private readonly double _weightSpread;
    private readonly int[] _roomFor;
    private readonly List<Unit>[] _byFacing;
    private readonly List<Unit> _strays = [];
    private readonly FloorPlan _plan;
    private readonly List<Bearer> _bearers = new(3);

    public Stock(StoreLayout layout, FloorPlan plan, PhysicsOptions physics, IReadOnlyList<LoadCells> cells, ulong seed)
    {
        (_layout, _plan) = (layout, plan);
        (_spill, _weightSpread) = (physics.Spill, physics.WeightSpread);
        _roomFor = new int[layout.Facings.Count];
        _byFacing = new List<Unit>[layout.Facings.Count];
        for (int f = 0; f < _byFacing.Length; f++)
        {
            Facing facing = layout.Facings[f];
            Product product = layout.Products[facing.ProductIndex];
            var dice = new Dice(seed, "stock", f);
            double batch = Batch(dice);
            int each = Math.Clamp((int)(PlateGramsMax / product.Weight.Grams), PlateUnitsMin, PlateUnitsMax);
            _roomFor[f] = each * facing.Plates.Count;
            int count = (int)Math.Round(each * facing.Plates.Count * physics.Stock * dice.Between(0.6, 1.0));
            _byFacing[f] = new List<Unit>(count);
            for (int i = 0; i < count; i++)
            {
                Unit unit = Deliver(f, batch, dice);
                _byFacing[f].Add(unit);
                foreach (Bearer bearer in Bearers(unit)) cells[facing.ShelfIndex].Place(bearer.Plate, bearer.Grams);
            }
        }
    }

    /// <summary>Units astray, in the order in which they were left.</summary>
    public IReadOnlyList<Unit> Strays => _strays;

    /// <summary>How many units of a facing stand in it.</summary>
    public int Count(int facing) => _byFacing[facing].Count;

    /// <summary>The units that stand in a facing, the foremost last; what a hand has reserved is none of them any more.</summary>
    public IReadOnlyList<Unit> Units(int facing) => _byFacing[facing];

    /// <summary>How full a facing is: units by those that it has room for.</summary>
    public double Fullness(int facing) => (double)_byFacing[facing].Count / _roomFor[facing];

    /// <summary>What a delivery as a whole is off the catalogue: 1 to 4 %; its units are a little off each other.</summary>
    public double Batch(Dice dice) => 1 + dice.Gauss(0, 0.02 * _weightSpread, 2);

    /// <summary>A new unit of a facing's product, with the footing that it will have there; nobody's until it is returned.</summary>
    public Unit Deliver(int facing, double batch, Dice dice)
    {
        int product = _layout.Facings[facing].ProductIndex;
        double grams = _layout.Products[product].Weight.Grams * batch * (1 + dice.Gauss(0, 0.006 * _weightSpread, 3));
        return new Unit(product, grams) { Footing = Foot(facing, dice) };
    }

    /// <summary>The foremost unit of a facing, which no other hand gets any more; null when it is sold out.</summary>
    public Unit? Reserve(int facing)
    {
        List<Unit> units = _byFacing[facing];
        if (units.Count == 0) return null;
        Unit unit = units[^1];
        units.RemoveAt(units.Count - 1);
        return unit;
    }

    /// <summary>
    /// Reserves a unit of another product on the shelf of one, so far from it (mm); the facing is −1 and the unit null when there
    /// is none.
    /// </summary>
    public (Unit? Unit, int Facing) ReserveBeside(Unit one, double leastMm, double mostMm)
    {
        int shelf = _layout.Plates[one.Footing.Plate].ShelfIndex;
        for (int f = 0; f < _byFacing.Length; f++)
        {
            if (_layout.Facings[f].ShelfIndex != shelf || _layout.Facings[f].ProductIndex == one.ProductIndex) continue;
            if (Reserve(f) is not { } other) continue;
            double apart = (other.Footing.Place - one.Footing.Place).LengthMm;
            if (apart >= leastMm && apart <= mostMm) return (other, f);
            Return(other, f);
        }
        return (null, -1);
    }

    /// <summary>Takes this stray for one hand alone.</summary>
    public void Reserve(Unit stray) => _strays.Remove(stray);

    /// <summary>A unit is where it belongs again.</summary>
    public void Return(Unit unit, int facing)
    {
        unit.Stray = false;
        _byFacing[facing].Add(unit);
    }

    /// <summary>A unit has been left on another product's plates.</summary>
    public void Leave(Unit unit)
    {
        unit.Stray = true;
        _strays.Add(unit);
    }

    /// <summary>Whether a unit stands, or last stood, where its product belongs.</summary>
    public bool IsHome(Unit unit)
    {
        foreach (Facing facing in _layout.Facings)
            if (facing.ProductIndex == unit.ProductIndex && facing.Plates.Contains(unit.Footing.Plate)) return true;
        return false;
    }

    /// <summary>A way for a unit to stand in a facing: on one of its plates, sometimes across to the neighbours.</summary>
    public Footing Foot(int facingIndex, Dice dice)
    {
        Facing facing = _layout.Facings[facingIndex];
        Shelf shelf = _layout.Shelves[facing.ShelfIndex];
        int plate = facing.Plates[dice.Below(facing.Plates.Count)];
        double left = 0, right = 0;
        if (dice.Chance(_spill))
        {
            // Measured: 105 g over three plates as 17, 57 and 25 %; mostly over two.
            double own = dice.Between(0.52, 0.8);
            bool three = dice.Chance(0.25);
            left = three ? (1 - own) * dice.Between(0.3, 0.7) : dice.Chance(0.5) ? 1 - own : 0;
            right = 1 - own - left;
            if (plate == shelf.FirstPlate) left = 0;
            if (plate == shelf.FirstPlate + shelf.PlateCount - 1) right = 0;
        }
        double across = 0.5 + 0.5 * (right - left);
        Point3 place = _plan.PointOn(plate, across, frontMm: dice.Between(60.0, 240.0), upMm: dice.Between(60.0, 160.0));
        return new Footing(plate, left, 1 - left - right, right, place);
    }

    /// <summary>The plates that bear a unit, and how much of it each; valid until the next call.</summary>
    public IReadOnlyList<Bearer> Bearers(Unit unit)
    {
        Footing footing = unit.Footing;
        int plate = footing.Plate - _layout.Shelves[_layout.Plates[footing.Plate].ShelfIndex].FirstPlate;
        _bearers.Clear();
        _bearers.Add(new Bearer(plate, footing.Own * unit.Grams));
        if (footing.Left > 0) _bearers.Add(new Bearer(plate - 1, footing.Left * unit.Grams));
        if (footing.Right > 0) _bearers.Add(new Bearer(plate + 1, footing.Right * unit.Grams));
        return _bearers;
    }
}
