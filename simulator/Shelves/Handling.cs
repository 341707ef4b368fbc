using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.People;
using O4O.Simulator.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Shelves;

/// <summary>What hands do to plates: lift, set down, lean on; each with its transient and its line in the truth.</summary>
internal sealed class Handling(Shop shop)
{
    private const double PushGramsMax = 50;

    /// <summary>Plates ring for so long after a unit has come or gone.</summary>
    private const long RingUs = 200_000;

    /// <summary>An arm reaches so far from under the head, mm on the floor: whoever stands nearer may be the one who takes.</summary>
    private const double ArmMm = 750;

    /// <summary>Height of a head's middle, statures (Drillis, Contini 1966).</summary>
    private const double HeadShare = 0.93;

    /// <summary>Lifts units that a hand has reserved, a slow one over one to three seconds. Returns how long it takes until they are off, µs.</summary>
    public long Lift(IReadOnlyList<Unit> units, string shopper, string scene, Dice dice, bool isSlow = false)
    {
        // Real plates: pressed down by up to 50 g for a moment, then empty within 100 to 400 ms.
        long pushUs = dice.Between(30_000L, 150_000L), moveUs = dice.Between(100_000L, 400_000L) - pushUs / 2;
        if (isSlow) moveUs = dice.Between(900_000L, 2_500_000L); // somebody who reads the label while lifting
        double push = dice.Between(0.1, 1.0) * PushGramsMax, grams = 0;
        foreach (Unit unit in units)
        {
            grams += unit.Grams;
            LoadCells cells = CellsUnder(unit);
            foreach (Bearer bearer in shop.Stock.Bearers(unit))
            {
                double share = bearer.Grams / unit.Grams;
                cells.Begin(
                    Step(cells, bearer, pushUs, share * push, moveUs, -bearer.Grams, dice.Between(0.02, 0.10), dice), -bearer.Grams);
            }
        }
        Note(TruthAction.Pick, units, shop.NowUs + pushUs + moveUs, shop.NowUs + pushUs + moveUs, shopper, scene, grams, isSlow ? shop.NowUs : null);
        return pushUs + moveUs;
    }

    /// <summary>Sets a unit down where its footing says. Returns how long it takes until the hand is off, µs.</summary>
    public long SetDown(Unit unit, string shopper, string scene, Dice dice)
    {
        long moveUs = dice.Between(60_000L, 200_000L);
        double push = dice.Between(0.2, 1.0) * PushGramsMax;
        LoadCells cells = CellsUnder(unit);
        foreach (Bearer bearer in shop.Stock.Bearers(unit))
        {
            double share = bearer.Grams / unit.Grams;
            cells.Begin(Step(cells, bearer, 0, share * push, moveUs, bearer.Grams, dice.Between(0.05, 0.2), dice), bearer.Grams);
        }
        Note(TruthAction.Return, [unit], shop.NowUs, shop.NowUs + moveUs, shopper, scene, unit.Grams);
        return moveUs;
    }

    /// <summary>Leans on a unit without taking it.</summary>
    public void Lean(Unit unit, long durationUs, double grams, string shopper, string scene, Dice dice)
    {
        LoadCells cells = CellsUnder(unit);
        cells.Begin(new Touch(unit.Footing.Plate - cells.Shelf.FirstPlate, shop.NowUs, durationUs, grams, dice.Next()));
        Note(TruthAction.Touch, unit, 0, shop.NowUs, shopper, scene, 0);
    }

    /// <summary>Leans on the shelf where a unit stands: on its plate and one or two beside it, each with a share.</summary>
    public void LeanOnShelf(Unit unit, long durationUs, double grams, string shopper, Dice dice)
    {
        LoadCells cells = CellsUnder(unit);
        int middle = unit.Footing.Plate - cells.Shelf.FirstPlate;
        int first = Math.Max(0, middle - dice.Below(2)), last = Math.Min(cells.Shelf.PlateCount - 1, middle + 1);
        ulong tremor = dice.Next(); // one hand, however many plates
        for (int plate = first; plate <= last; plate++)
            cells.Begin(new Touch(plate, shop.NowUs, durationUs, grams * dice.Between(0.5, 1.0) / (last - first + 1), tremor));
        Note(TruthAction.Touch, unit, 0, shop.NowUs, shopper, "lean", 0);
    }

    private Step Step(
        LoadCells cells, Bearer bearer, long pushUs, double push, long moveUs, double grams, double ringShare, Dice dice)
    {
        double ring = Math.Min(60, Math.Abs(grams) * ringShare) * shop.Scenario.Physics.Ringing;
        // 100 to 300 ms until it has died away: six time constants.
        return new Step(
            bearer.Plate, shop.NowUs, pushUs, push, moveUs, grams * cells.Gain(bearer.Plate), ring, dice.Between(8.0, 15.0),
            dice.Between(17_000L, 50_000L));
    }

    /// <summary>Something moved: notes it with all that tells later whether a fault hid some of it.</summary>
    private void Note(string kind, IReadOnlyList<Unit> units, long timeUs, long movedUs, string shopper, string scene, double grams, long? beganUs = null)
    {
        TruthAction action = Note(kind, units[0], units.Count, timeUs, shopper, scene, grams, beganUs);
        var plates = new SortedSet<int>();
        Box3? place = null;
        foreach (Unit unit in units)
        {
            foreach (Bearer bearer in shop.Stock.Bearers(unit)) plates.Add(bearer.Plate);
            place ??= shop.Layout.Plates[unit.Footing.Plate].Space;
        }
        var near = new SortedSet<string>(StringComparer.Ordinal);
        Point3? at = null;
        foreach (Person person in shop.People)
        {
            bool there = !person.IsGone && person.Visit.Shopper != shopper && place!.Value.FloorDistanceMm(new Point3(person.Walker.At.X, person.Walker.At.Y, 0)) <= ArmMm;
            if (there) near.Add(person.Visit.Shopper);
            if (person.IsGone || person.Visit.Shopper != shopper) continue;
            Point3 head = new(person.Walker.At.X, person.Walker.At.Y, HeadShare * person.Body.StatureMm);
            if (at is not { } other || place!.Value.FloorDistanceMm(head) < place.Value.FloorDistanceMm(other)) at = head;
        }
        shop.Deeds.Add(new Deed(
            action, shop.NowUs, movedUs + RingUs, CellsUnder(units[0]).Shelf.Index, [.. plates], [.. units], shop.Stock.IsHome(units[0]), [.. near], at));
    }

    private LoadCells CellsUnder(Unit unit) => shop.Cells[shop.Layout.Plates[unit.Footing.Plate].ShelfIndex];

    private TruthAction Note(string kind, Unit unit, int quantity, long timeUs, string shopper, string scene, double grams, long? beganUs = null)
    {
        Plate plate = shop.Layout.Plates[unit.Footing.Plate];
        Shelf shelf = shop.Layout.Shelves[plate.ShelfIndex];
        var action = new TruthAction
        {
            TimeUs = timeUs, BeganUs = beganUs, Kind = kind, Shopper = shopper, Gtin = shop.Layout.Products[unit.ProductIndex].Gtin, Quantity = quantity,
            Gondola = shelf.Gondola, Shelf = shelf.Number, Plate = plate.Number, Scene = scene, Grams = Math.Round(grams, 3),
        };
        shop.Actions.Add(action);
        return action;
    }
}
