using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Shelves;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.People;

/// <summary>
/// What one person does from the gate to the exit, told in order. Every method yields the store time at which it wants to go
/// on (0: the next tick); what happens between two yields happens in one moment.
/// </summary>
internal sealed class Life(Shop shop, Person me, Gate gate, Dice dice)
{
    private readonly Motions _motions = new(shop, me, dice);

    private string Shopper => me.Visit.Shopper;

    public IEnumerator<long> Run()
    {
        var company = new Company(shop, me, _motions, dice);
        foreach (long wait in _motions.Walk(Within(gate.EntryZone))) yield return wait;
        me.IsSeen = true;
        me.Visit.Enter(shop.NowUs);
        BehaviourOptions behaviour = shop.Scenario.Behaviour;
        long stops = dice.Between(behaviour.StopsMin, behaviour.StopsMax + 1L);
        for (long i = 0; i < stops && shop.NowUs < shop.LeaveByUs; i++)
        {
            foreach (long wait in company.Find() is { } meeting ? company.Join(meeting) : Stop(Roll(), company)) yield return wait;
            me.BusyFacing = -1;
        }
        if (shop.NowUs < shop.LeaveByUs && company.Find() is { } last)
            foreach (long wait in company.Join(last)) yield return wait;
        me.BusyFacing = -1;
        foreach (long wait in _motions.Walk(Within(gate.ExitZone))) yield return wait;
        me.Visit.Leave(shop.NowUs);
    }

    private StopKind Roll()
    {
        BehaviourOptions b = shop.Scenario.Behaviour;
        double u = dice.Unit();
        if ((u -= b.Row) < 0) return StopKind.Row;
        if ((u -= b.Pair) < 0) return StopKind.Pair;
        if ((u -= b.Hesitate) < 0) return StopKind.Hesitate;
        if ((u -= b.PutBack) < 0) return StopKind.PutBack;
        if ((u -= b.Misplace) < 0) return StopKind.Misplace;
        if ((u -= b.Touch) < 0) return StopKind.Touch;
        if ((u -= b.LongHold) < 0) return StopKind.LongHold;
        if ((u -= b.Knock) < 0) return StopKind.Knock;
        if ((u -= b.Stray) < 0) return shop.Stock.Strays.Count > 0 ? StopKind.Stray : StopKind.Plain;
        if ((u -= b.SameMoment) < 0) return StopKind.SameMoment;
        if ((u -= b.Handover) < 0) return StopKind.Handover;
        if ((u -= b.Exchange) < 0) return StopKind.Exchange;
        if ((u -= b.BothHands) < 0) return StopKind.BothHands;
        if ((u -= b.SlowLift) < 0) return StopKind.SlowLift;
        return u - b.Lean < 0 ? StopKind.Lean : StopKind.Plain;
    }

    private IEnumerable<long> Stop(StopKind kind, Company company)
    {
        if (kind == StopKind.Stray) return TakeStray();
        int facing = Choose();
        if (facing < 0) return []; // everything is sold out
        me.BusyFacing = facing;
        return kind switch
        {
            StopKind.Row => TakeRow(facing),
            StopKind.Pair => Take(facing, 2, "double", 0, []),
            StopKind.Hesitate => TakeAndReturn(facing, null, "hesitate"),
            StopKind.PutBack => TakeAndReturn(facing, Choose(), "putBack"),
            StopKind.Misplace => TakeAndMisplace(facing),
            StopKind.Touch => TouchOnly(facing),
            StopKind.LongHold => Take(facing, 1, "longHold", dice.Between(1_000_000L, 3_000_000L), []),
            StopKind.Knock => KnockAndTake(facing),
            StopKind.SameMoment or StopKind.Handover or StopKind.Exchange => company.Begin(kind, facing),
            StopKind.BothHands => TakeWithBothHands(facing),
            StopKind.SlowLift => Take(facing, 1, "slowLift", 0, []),
            StopKind.Lean => LeanOnly(facing),
            _ => Take(facing, 1, "plain", 0, []),
        };
    }

    /// <summary>A facing with something in it; now and then where somebody else is busy. −1 when there is none.</summary>
    private int Choose()
    {
        if (dice.Chance(shop.Scenario.Behaviour.SameShelf) && Busy() is >= 0 and var busy)
        {
            IReadOnlyList<Facing> there = shop.Layout.FacingsOfShelf[shop.Layout.Facings[busy].ShelfIndex];
            int chosen = dice.Chance(0.5) ? busy : IndexOf(there[dice.Below(there.Count)]);
            if (shop.Stock.Count(chosen) > 0) return chosen;
        }
        if (shop.Scenario.Behaviour.HotShelf > 0 && dice.Chance(shop.Scenario.Behaviour.HotShelf))
        {
            IReadOnlyList<Facing> hot = shop.Layout.FacingsOfShelf[shop.HotShelf];
            int chosen = IndexOf(hot[dice.Below(hot.Count)]);
            if (shop.Stock.Count(chosen) > 0) return chosen;
        }
        int first = dice.Below(shop.Layout.Facings.Count);
        for (int i = 0; i < shop.Layout.Facings.Count; i++)
        {
            int facing = (first + i) % shop.Layout.Facings.Count;
            if (shop.Stock.Count(facing) > 0) return facing;
        }
        return -1;
    }

    private int Busy()
    {
        int count = 0, found = -1;
        foreach (Person other in shop.People)
            if (!ReferenceEquals(other, me) && other.BusyFacing >= 0 && dice.Below(++count) == 0) found = other.BusyFacing;
        return found;
    }

    private int IndexOf(Facing facing)
    {
        for (int i = 0; i < shop.Layout.Facings.Count; i++)
            if (ReferenceEquals(shop.Layout.Facings[i], facing)) return i;
        return -1;
    }

    private IEnumerable<long> TakeRow(int facing)
    {
        int count = 2 + dice.Below(2);
        for (int i = 0; i < count && shop.Stock.Count(facing) > 0; i++)
        {
            foreach (long wait in Take(facing, 1, "row", 0, [])) yield return wait;
            yield return shop.NowUs + dice.Between(100_000L, 500_000L);
        }
    }

    /// <summary>Goes there and takes some; what was taken is added to <paramref name="taken"/>.</summary>
    private IEnumerable<long> Take(int facing, int count, string scene, long holdUs, List<Unit> taken)
    {
        for (int i = 0; i < count; i++)
            if (shop.Stock.Reserve(facing) is { } unit) taken.Add(unit);
        return taken.Count == 0 ? [] : TakeUnits(taken, scene, holdUs);
    }

    private IEnumerable<long> TakeUnits(List<Unit> units, string scene, long holdUs)
    {
        Unit first = units[0];
        foreach (long wait in _motions.Approach(first)) yield return wait;
        foreach (long wait in _motions.Reach(first.Footing.Place)) yield return wait;
        if (holdUs > 0)
        {
            shop.Hands.Lean(first, holdUs, dice.Between(40.0, 160.0), Shopper, scene);
            yield return shop.NowUs + holdUs;
        }
        yield return shop.NowUs + shop.Hands.Lift(units, Shopper, scene, dice, isSlow: scene == "slowLift");
        me.Body.Hold(first);
        me.Visit.Cart[first.ProductIndex] += units.Count;
        me.Kept.AddRange(units);
        foreach (long wait in _motions.Withdraw()) yield return wait;
    }

    private IEnumerable<long> TakeStray()
    {
        Unit stray = shop.Stock.Strays[dice.Below(shop.Stock.Strays.Count)];
        shop.Stock.Reserve(stray);
        return TakeUnits([stray], "stray", 0);
    }

    /// <summary>Takes one, looks at it or at something else, and puts it back into its facing.</summary>
    private IEnumerable<long> TakeAndReturn(int facing, int? meanwhile, string scene)
    {
        List<Unit> taken = [];
        foreach (long wait in Take(facing, 1, scene, 0, taken)) yield return wait;
        if (meanwhile is { } other && other >= 0 && shop.NowUs < shop.LeaveByUs)
        {
            me.BusyFacing = other;
            foreach (long wait in Take(other, 1, "plain", 0, [])) yield return wait;
        }
        else yield return shop.NowUs + dice.Between(500_000L, 2_500_000L);
        if (taken.Count == 0) yield break;
        me.BusyFacing = facing;
        taken[0].Footing = shop.Stock.Foot(facing, dice);
        foreach (long wait in PutDown(taken[0], scene)) yield return wait;
        shop.Stock.Return(taken[0], facing);
    }

    private IEnumerable<long> TakeAndMisplace(int facing)
    {
        List<Unit> taken = [];
        foreach (long wait in Take(facing, 1, "misplaced", 0, taken)) yield return wait;
        int elsewhere = Choose();
        if (taken.Count == 0 || elsewhere < 0 || elsewhere == facing || shop.NowUs >= shop.LeaveByUs) yield break; // keeps it
        me.BusyFacing = elsewhere;
        taken[0].Footing = shop.Stock.Foot(elsewhere, dice);
        foreach (long wait in PutDown(taken[0], "misplaced")) yield return wait;
        shop.Stock.Leave(taken[0]);
    }

    private IEnumerable<long> TouchOnly(int facing)
    {
        Unit? unit = shop.Stock.Reserve(facing);
        if (unit is null) yield break;
        foreach (long wait in _motions.Approach(unit)) yield return wait;
        foreach (long wait in _motions.Reach(unit.Footing.Place)) yield return wait;
        long touchUs = dice.Between(200_000L, 900_000L);
        shop.Hands.Lean(unit, touchUs, dice.Between(10.0, 120.0), Shopper, "touch");
        yield return shop.NowUs + touchUs;
        shop.Stock.Return(unit, facing);
        foreach (long wait in _motions.Withdraw()) yield return wait;
    }

    /// <summary>Leans on the shelf's edge with a good part of the body; takes nothing.</summary>
    private IEnumerable<long> LeanOnly(int facing)
    {
        Unit? unit = shop.Stock.Reserve(facing);
        if (unit is null) yield break;
        foreach (long wait in _motions.Approach(unit)) yield return wait;
        foreach (long wait in _motions.Reach(unit.Footing.Place)) yield return wait;
        long leanUs = dice.Between(800_000L, 3_500_000L);
        shop.Hands.LeanOnShelf(unit, leanUs, dice.Between(400.0, 5_000.0), Shopper, dice);
        yield return shop.NowUs + leanUs;
        shop.Stock.Return(unit, facing);
        foreach (long wait in _motions.Withdraw()) yield return wait;
    }

    /// <summary>One hand each for two products within reach of both, off at nearly the same moment.</summary>
    private IEnumerable<long> TakeWithBothHands(int facing)
    {
        if (shop.Stock.Reserve(facing) is not { } one) yield break;
        Unit? other = Beside(one);
        foreach (long wait in _motions.Approach(one)) yield return wait;
        if (other is null)
        {
            foreach (long wait in TakeUnits([one], "plain", 0)) yield return wait;
            yield break;
        }
        foreach (long wait in _motions.ReachBoth(one.Footing.Place, other.Footing.Place)) yield return wait;
        long oneOffUs = shop.NowUs + shop.Hands.Lift([one], Shopper, "bothHands", dice);
        yield return shop.NowUs + dice.Between(0L, 150_000L);
        long otherOffUs = shop.NowUs + shop.Hands.Lift([other], Shopper, "bothHands", dice);
        yield return Math.Max(oneOffUs, otherOffUs);
        me.Body.Hold(one);
        me.Body.Hold(other, second: true);
        me.Visit.Cart[one.ProductIndex]++;
        me.Visit.Cart[other.ProductIndex]++;
        me.Kept.AddRange([one, other]);
        foreach (long wait in _motions.Withdraw()) yield return wait;
    }

    /// <summary>Reserves a unit of another product on the same shelf, as far away as two hands are apart; null when there is none.</summary>
    private Unit? Beside(Unit one)
    {
        int shelf = shop.Layout.Plates[one.Footing.Plate].ShelfIndex;
        foreach (Facing facing in shop.Layout.FacingsOfShelf[shelf])
        {
            if (facing.ProductIndex == one.ProductIndex) continue;
            int index = IndexOf(facing);
            if (shop.Stock.Reserve(index) is not { } other) continue;
            if ((other.Footing.Place - one.Footing.Place).LengthMm is >= 120 and <= 520) return other;
            shop.Stock.Return(other, index);
        }
        return null;
    }

    private IEnumerable<long> KnockAndTake(int facing)
    {
        Unit? unit = shop.Stock.Reserve(facing);
        if (unit is null) yield break;
        foreach (long wait in _motions.Approach(unit)) yield return wait;
        int gondola = shop.Layout.Shelves[shop.Layout.Plates[unit.Footing.Plate].ShelfIndex].GondolaIndex;
        shop.Knock(gondola, dice.Between(0.2, 1.0) * shop.Scenario.Physics.KnockGramsMax, Shopper, dice);
        yield return shop.NowUs + dice.Between(100_000L, 1_500_000L);
        foreach (long wait in TakeUnits([unit], "knock", 0)) yield return wait;
    }

    /// <summary>Brings a unit, whose footing says where to, out of the cart onto a plate.</summary>
    private IEnumerable<long> PutDown(Unit unit, string scene)
    {
        foreach (long wait in _motions.Approach(unit)) yield return wait;
        foreach (long wait in _motions.Reach(unit.Footing.Place, with: unit)) yield return wait;
        me.Visit.Cart[unit.ProductIndex]--;
        me.Kept.Remove(unit);
        yield return shop.NowUs + shop.Hands.SetDown(unit, Shopper, scene, dice);
        me.Body.Hold(null);
        foreach (long wait in _motions.Withdraw()) yield return wait;
    }

    private Spot Within(Box3 zone) => new(
        zone.Centre.X + dice.Between(-0.25, 0.25) * (zone.Max.X - zone.Min.X),
        zone.Centre.Y + dice.Between(-0.25, 0.25) * (zone.Max.Y - zone.Min.Y));
}
