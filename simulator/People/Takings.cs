using O4O.Simulator.Chance;
using O4O.Simulator.Shelves;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.People;

/// <summary>Everything in which one person takes something, alone. Every method yields the store time at which to go on.</summary>
internal sealed class Takings(Shop shop, Person me, Motions motions, Choice choice, Dice dice)
{
    /// <summary>What is nearly the same weight: nobody's hand feels the difference.</summary>
    private const double TwinGrams = 10;

    /// <summary>What a take that nothing makes hard is called in the truth.</summary>
    public string PlainScene { get; set; } = "plain";

    private string Shopper => me.Visit.Shopper;

    /// <summary>Two or three of the same, one after the other.</summary>
    public IEnumerable<long> Row(int facing)
    {
        int count = 2 + dice.Below(2);
        for (int i = 0; i < count && shop.Stock.Count(facing) > 0; i++)
        {
            foreach (long wait in Take(facing, 1, "row", 0, [])) yield return wait;
            yield return shop.NowUs + dice.Between(100_000L, 500_000L);
        }
    }

    /// <summary>One, and nothing else about it.</summary>
    public IEnumerable<long> Plain(int facing) => Take(facing, 1, PlainScene, 0, []);

    /// <summary>Goes there and takes some; what was taken is added to <paramref name="taken"/>.</summary>
    public IEnumerable<long> Take(int facing, int count, string scene, long holdUs, List<Unit> taken)
    {
        for (int i = 0; i < count; i++)
            if (shop.Stock.Reserve(facing) is { } unit) taken.Add(unit);
        return taken.Count == 0 ? [] : Units(taken, scene, holdUs);
    }

    /// <summary>Goes to units that this hand has reserved, and takes them in one grasp, after leaning on them for a while or not.</summary>
    public IEnumerable<long> Units(List<Unit> units, string scene, long holdUs)
    {
        Unit first = units[0];
        foreach (long wait in motions.Approach(first)) yield return wait;
        foreach (long wait in motions.Reach(first.Footing.Place)) yield return wait;
        if (holdUs > 0)
        {
            shop.Hands.Lean(first, holdUs, dice.Between(40.0, 160.0), Shopper, scene, dice);
            yield return shop.NowUs + holdUs;
        }
        yield return shop.NowUs + shop.Hands.Lift(units, Shopper, scene, dice, isSlow: scene == "slowLift");
        me.Body.Hold(first);
        Keep(units);
        foreach (long wait in motions.Withdraw()) yield return wait;
    }

    /// <summary>Takes something that does not belong where it stands.</summary>
    public IEnumerable<long> Stray()
    {
        Unit stray = shop.Stock.Strays[dice.Below(shop.Stock.Strays.Count)];
        shop.Stock.Reserve(stray);
        return Units([stray], "stray", 0);
    }

    /// <summary>Takes one, looks at it or at something else, and puts it back into its facing.</summary>
    public IEnumerable<long> AndReturn(int facing, int? meanwhile, string scene)
    {
        List<Unit> taken = [];
        foreach (long wait in Take(facing, 1, scene, 0, taken)) yield return wait;
        if (meanwhile is { } other && other >= 0 && shop.NowUs < shop.LeaveByUs)
        {
            me.BusyFacing = other;
            foreach (long wait in Plain(other)) yield return wait;
        }
        else yield return shop.NowUs + dice.Between(500_000L, 2_500_000L);
        if (taken.Count == 0) yield break;
        me.BusyFacing = facing;
        taken[0].Footing = shop.Stock.Foot(facing, dice);
        foreach (long wait in PutDown(taken[0], scene)) yield return wait;
        shop.Stock.Return(taken[0], facing);
    }

    /// <summary>Puts one of this facing's product back into it: one that is kept, else one that is taken first.</summary>
    public IEnumerable<long> BringBack(int facing)
    {
        List<Unit> taken = [];
        foreach (long wait in KeptOrTaken(facing, "putBack", taken)) yield return wait;
        if (taken.Count == 0) yield break;
        taken[0].Footing = shop.Stock.Foot(facing, dice);
        foreach (long wait in PutDown(taken[0], "putBack")) yield return wait;
        shop.Stock.Return(taken[0], facing);
    }

    /// <summary>Leaves one of this facing's product, one that is kept or else taken first, on another's plates; −1 for any other.</summary>
    public IEnumerable<long> LeaveElsewhere(int facing, int elsewhere)
    {
        List<Unit> taken = [];
        foreach (long wait in KeptOrTaken(facing, "misplaced", taken)) yield return wait;
        if (elsewhere < 0) elsewhere = choice.Any();
        if (taken.Count == 0 || elsewhere < 0 || elsewhere == facing) yield break;
        foreach (long wait in LeaveAt(taken[0], elsewhere, "misplaced")) yield return wait;
    }

    /// <summary>Takes one and leaves it on another product's plates.</summary>
    public IEnumerable<long> AndMisplace(int facing)
    {
        List<Unit> taken = [];
        foreach (long wait in Take(facing, 1, "misplaced", 0, taken)) yield return wait;
        int elsewhere = choice.Any();
        if (taken.Count == 0 || elsewhere < 0 || elsewhere == facing || shop.NowUs >= shop.LeaveByUs) yield break; // keeps it
        foreach (long wait in LeaveAt(taken[0], elsewhere, "misplaced")) yield return wait;
    }

    /// <summary>
    /// Leaves something on the plates of another product of nearly its weight, and takes that: what is kept already when it has
    /// such a twin, else one of this facing, taken first. Where the nearest is farther than the scenario allows, what was taken is kept.
    /// </summary>
    public IEnumerable<long> Swap(int facing)
    {
        double most = shop.Scenario.Behaviour.SwapGrams, off = double.PositiveInfinity;
        (Unit? old, int other) = (null, -1);
        foreach (Unit kept in me.Kept)
        {
            (int twin, off) = choice.Twin(kept.ProductIndex);
            if (off > Math.Min(TwinGrams, most)) continue;
            (old, other) = (kept, twin);
            break;
        }
        if (old is null)
        {
            List<Unit> taken = [];
            foreach (long wait in Take(facing, 1, PlainScene, 0, taken)) yield return wait;
            if (taken.Count == 0) yield break;
            old = taken[0];
            (other, off) = choice.Twin(old.ProductIndex);
        }
        if (other < 0 || off > most || shop.NowUs >= shop.LeaveByUs || shop.Stock.Reserve(other) is not { } mine) yield break; // keeps what it has
        foreach (long wait in LeaveAt(old, other, "swap")) yield return wait;
        foreach (long wait in Units([mine], "swap", 0)) yield return wait;
    }

    /// <summary>One hand each for two products within reach of both, off at nearly the same moment.</summary>
    public IEnumerable<long> WithBothHands(int facing)
    {
        if (shop.Stock.Reserve(facing) is not { } one) yield break;
        Unit? other = me.Body.CarriesBag ? null : shop.Stock.ReserveBeside(one, 120, 520).Unit;
        foreach (long wait in motions.Approach(one)) yield return wait;
        if (other is null)
        {
            foreach (long wait in Units([one], PlainScene, 0)) yield return wait;
            yield break;
        }
        foreach (long wait in motions.ReachBoth(one.Footing.Place, other.Footing.Place)) yield return wait;
        long oneOffUs = shop.NowUs + shop.Hands.Lift([one], Shopper, "bothHands", dice);
        yield return shop.NowUs + dice.Between(0L, 150_000L);
        long otherOffUs = shop.NowUs + shop.Hands.Lift([other], Shopper, "bothHands", dice);
        yield return Math.Max(oneOffUs, otherOffUs);
        me.Body.Hold(one);
        me.Body.Hold(other, second: true);
        Keep([one, other]);
        foreach (long wait in motions.Withdraw()) yield return wait;
    }

    /// <summary>Bumps into the gondola, then takes one.</summary>
    public IEnumerable<long> AfterAKnock(int facing)
    {
        Unit? unit = shop.Stock.Reserve(facing);
        if (unit is null) yield break;
        foreach (long wait in motions.Approach(unit)) yield return wait;
        int gondola = shop.Layout.Shelves[shop.Layout.Plates[unit.Footing.Plate].ShelfIndex].GondolaIndex;
        shop.Knock(gondola, dice.Between(0.2, 1.0) * shop.Scenario.Physics.KnockGramsMax, Shopper, dice);
        yield return shop.NowUs + dice.Between(100_000L, 1_500_000L);
        foreach (long wait in Units([unit], "knock", 0)) yield return wait;
    }

    private IEnumerable<long> KeptOrTaken(int facing, string scene, List<Unit> taken)
    {
        int product = shop.Layout.Facings[facing].ProductIndex;
        if (me.Kept.Find(k => k.ProductIndex == product) is not { } kept) return Take(facing, 1, scene, 0, taken);
        taken.Add(kept);
        return [];
    }

    private void Keep(List<Unit> units)
    {
        foreach (Unit unit in units) me.Visit.Cart[unit.ProductIndex]++;
        me.Kept.AddRange(units);
    }

    /// <summary>Leaves a unit out of the cart on the plates of a facing that is not its own.</summary>
    private IEnumerable<long> LeaveAt(Unit unit, int elsewhere, string scene)
    {
        me.BusyFacing = elsewhere;
        unit.Footing = shop.Stock.Foot(elsewhere, dice);
        foreach (long wait in PutDown(unit, scene)) yield return wait;
        shop.Stock.Leave(unit);
    }

    /// <summary>Brings a unit, whose footing says where to, out of the cart onto a plate.</summary>
    private IEnumerable<long> PutDown(Unit unit, string scene)
    {
        foreach (long wait in motions.Approach(unit)) yield return wait;
        foreach (long wait in motions.Reach(unit.Footing.Place, with: unit)) yield return wait;
        me.Visit.Cart[unit.ProductIndex]--;
        me.Kept.Remove(unit);
        yield return shop.NowUs + shop.Hands.SetDown(unit, Shopper, scene, dice);
        me.Body.Hold(null);
        foreach (long wait in motions.Withdraw()) yield return wait;
    }
}
