using O4O.Simulator.Chance;
using O4O.Simulator.Shelves;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.People;

/// <summary>
/// What a member of staff does: takes nothing, and puts three to six units of a product, out of a box and one after the other,
/// onto its plates; one or two products a visit, rather those that have run low.
/// </summary>
internal sealed class Restocking(Shop shop, Person me, Motions motions, Dice dice)
{
    private const string Scene = "restock";

    public IEnumerable<long> Run()
    {
        int products = 1 + dice.Below(2);
        for (int i = 0; i < products && shop.NowUs < shop.LeaveByUs; i++)
        {
            foreach (long wait in Fill(-1, 3 + dice.Below(4))) yield return wait;
            me.BusyFacing = -1;
        }
    }

    /// <summary>Puts so many units into a facing; −1 for one that has run low.</summary>
    public IEnumerable<long> Fill(int facing, int units)
    {
        if (facing < 0) facing = RunLow();
        me.BusyFacing = facing;
        double batch = shop.Stock.Batch(dice);
        for (int i = 0; i < units && shop.NowUs < shop.LeaveByUs; i++)
        {
            Unit unit = shop.Stock.Deliver(facing, batch, dice);
            foreach (long wait in motions.Approach(unit)) yield return wait;
            foreach (long wait in motions.Reach(unit.Footing.Place, with: unit)) yield return wait;
            yield return shop.NowUs + shop.Hands.SetDown(unit, me.Visit.Shopper, Scene, dice);
            me.Body.Hold(null);
            shop.Stock.Return(unit, facing);
            foreach (long wait in motions.Withdraw()) yield return wait; // back to the box
        }
    }

    /// <summary>The emptiest of four facings drawn.</summary>
    private int RunLow()
    {
        int chosen = dice.Below(shop.Layout.Facings.Count);
        for (int i = 0; i < 3; i++)
        {
            int other = dice.Below(shop.Layout.Facings.Count);
            if (shop.Stock.Fullness(other) < shop.Stock.Fullness(chosen)) chosen = other;
        }
        return chosen;
    }
}
