using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.Shelves;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.People;

/// <summary>The motions that everything else is made of. Every method yields the store time at which to go on (0: the next tick).</summary>
internal sealed class Motions(Shop shop, Person me, Dice dice)
{
    /// <summary>From one who stands to the next, millimetres.</summary>
    private const double VacantMm = 440;

    /// <summary>Walks to where a unit can be reached, beside whoever stands there, and turns to the shelf.</summary>
    public IEnumerable<long> Approach(Unit unit)
    {
        int shelf = shop.Layout.Plates[unit.Footing.Plate].ShelfIndex;
        Spot stand = shop.Plan.StandFor(shelf, unit.Footing.Place, 0);
        double most = -1;
        foreach (double asideMm in (ReadOnlySpan<double>)[0, 250, -250, 450, -450, 600, -600])
        {
            Spot beside = shop.Plan.StandFor(shelf, unit.Footing.Place, asideMm);
            double room = shop.Plan.IsFree(beside) ? RoomMm(beside) : -1;
            if (room <= most) continue;
            (stand, most) = (beside, room);
            if (room >= VacantMm) break; // else there where most room is left
        }
        me.Walker.StandHeading = shop.Plan.Front(shelf) * -1;
        return WalkAndTurn(stand);
    }

    /// <summary>Walks to a place near somebody who stands at a shelf, so that two hands can meet.</summary>
    public IEnumerable<long> Join(Person other)
    {
        Spot there = other.Walker.Goal, ahead = other.Walker.StandHeading, right = ahead.ToRight();
        // In a corner none of these may be free: then as near to the first as anybody can stand.
        Spot stand = shop.Plan.Outside(there + right * 750);
        foreach (Spot way in (ReadOnlySpan<Spot>)[right * 750, right * -750, ahead * -750, right * 550 - ahead * 550, right * -550 - ahead * 550])
        {
            if (!IsVacant(there + way)) continue;
            stand = there + way;
            break;
        }
        me.Walker.StandHeading = (there - stand).Unit(ahead);
        return WalkAndTurn(stand);
    }

    public IEnumerable<long> Walk(Spot goal)
    {
        me.Walker.GoTo(goal);
        while (!me.Walker.Arrived) yield return 0;
    }

    /// <summary>Reaches for a place on a shelf, with something to put down or with nothing.</summary>
    public IEnumerable<long> Reach(Point3 place, Unit? with = null)
    {
        long reachUs = Math.Max(dice.Between(500_000L, 900_000L), me.Body.LeanUs(place));
        me.Body.Reach(place, shop.NowUs, reachUs, with);
        yield return shop.NowUs + reachUs;
    }

    public IEnumerable<long> ReachBoth(Point3 one, Point3 other)
    {
        long reachUs = Math.Max(dice.Between(600_000L, 1_000_000L), Math.Max(me.Body.LeanUs(one), me.Body.LeanUs(other)));
        me.Body.ReachBoth(one, other, shop.NowUs, reachUs);
        yield return shop.NowUs + reachUs;
    }

    public IEnumerable<long> Withdraw()
    {
        long backUs = Math.Max(dice.Between(450_000L, 800_000L), me.Body.LeanBackUs(shop.NowUs));
        me.Body.Withdraw(shop.NowUs, backUs);
        yield return shop.NowUs + backUs;
        me.Body.Rest(shop.NowUs);
    }

    private IEnumerable<long> WalkAndTurn(Spot stand)
    {
        foreach (long wait in Walk(stand)) yield return wait;
        while (me.Walker.Heading.Dot(me.Walker.StandHeading) < 0.95) yield return 0;
        yield return shop.NowUs + dice.Between(100_000L, 600_000L);
    }

    private bool IsVacant(Spot spot) => shop.Plan.IsFree(spot) && RoomMm(spot) >= VacantMm;

    /// <summary>How far the nearest other one will be, who stands or is going to stand somewhere.</summary>
    private double RoomMm(Spot spot)
    {
        double room = double.MaxValue;
        foreach (Person other in shop.People)
            if (!ReferenceEquals(other, me) && !other.IsGone) room = Math.Min(room, ((other.Walker.Arrived ? other.Walker.At : other.Walker.Goal) - spot).Length);
        return room;
    }
}
