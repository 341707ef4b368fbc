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
    private readonly List<Unit>[] _byFacing;
    private readonly List<Unit> _strays = [];
    private readonly FloorPlan _plan;
    private readonly List<Bearer> _bearers = new(3);

    public Stock(StoreLayout layout, FloorPlan plan, PhysicsOptions physics, IReadOnlyList<LoadCells> cells, ulong seed)
    {
        (_layout, _plan) = (layout, plan);
        _spill = physics.Spill;
        _byFacing = new List<Unit>[layout.Facings.Count];
        for (int f = 0; f < _byFacing.Length; f++)
        {
            Facing facing = layout.Facings[f];
            Product product = layout.Products[facing.ProductIndex];
            var dice = new Dice(seed, "stock", f);
            // A delivery weighs 1 to 4 % off the catalogue as a whole, its units a little off each other.
            double batch = 1 + dice.Gauss(0, 0.02 * physics.WeightSpread, 2);
            int each = Math.Clamp((int)(PlateGramsMax / product.Weight.Grams), PlateUnitsMin, PlateUnitsMax);
            int count = (int)Math.Round(each * facing.Plates.Count * physics.Stock * dice.Between(0.6, 1.0));
            _byFacing[f] = new List<Unit>(count);
            for (int i = 0; i < count; i++)
            {
                double grams = product.Weight.Grams * batch * (1 + dice.Gauss(0, 0.006 * physics.WeightSpread, 3));
                var unit = new Unit(facing.ProductIndex, grams) { Footing = Foot(f, dice) };
                _byFacing[f].Add(unit);
                foreach (Bearer bearer in Bearers(unit)) cells[facing.ShelfIndex].Place(bearer.Plate, bearer.Grams);
            }
        }
    }

    /// <summary>Units astray, in the order in which they were left.</summary>
    public IReadOnlyList<Unit> Strays => _strays;

    /// <summary>How many units of a facing stand in it.</summary>
    public int Count(int facing) => _byFacing[facing].Count;

    /// <summary>The foremost unit of a facing, which no other hand gets any more; null when it is sold out.</summary>
    public Unit? Reserve(int facing)
    {
        List<Unit> units = _byFacing[facing];
        if (units.Count == 0) return null;
        Unit unit = units[^1];
        units.RemoveAt(units.Count - 1);
        return unit;
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
