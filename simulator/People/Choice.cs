using O4O.Edge.Store.Layout;
using O4O.Simulator.Chance;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.People;

/// <summary>What somebody wants next, and can reach.</summary>
internal sealed class Choice(Shop shop, Person me, Dice dice)
{
    /// <summary>A facing with something in it; now and then where somebody else is busy. −1 when there is none.</summary>
    public int Any()
    {
        if (dice.Chance(shop.Scenario.Behaviour.SameShelf) && Busy() is >= 0 and var busy)
        {
            IReadOnlyList<Facing> there = shop.Layout.FacingsOfShelf[shop.Layout.Facings[busy].ShelfIndex];
            int chosen = dice.Chance(0.5) ? busy : IndexOf(there[dice.Below(there.Count)]);
            if (IsWithin(chosen)) return chosen;
        }
        if (shop.Scenario.Behaviour.HotShelf > 0 && dice.Chance(shop.Scenario.Behaviour.HotShelf))
        {
            IReadOnlyList<Facing> hot = shop.Layout.FacingsOfShelf[shop.HotShelf];
            int chosen = IndexOf(hot[dice.Below(hot.Count)]);
            if (IsWithin(chosen)) return chosen;
        }
        int first = dice.Below(shop.Layout.Facings.Count);
        for (int i = 0; i < shop.Layout.Facings.Count; i++)
        {
            int facing = (first + i) % shop.Layout.Facings.Count;
            if (IsWithin(facing)) return facing;
        }
        return -1;
    }

    /// <summary>A facing with something in it on the shelf of another facing; any when there is none.</summary>
    public int Near(int facing)
    {
        IReadOnlyList<Facing> there = shop.Layout.FacingsOfShelf[shop.Layout.Facings[facing].ShelfIndex];
        int chosen = IndexOf(there[dice.Below(there.Count)]);
        return IsWithin(chosen) ? chosen : Any();
    }

    /// <summary>
    /// The facing of the other product whose catalogue weight is nearest to this product's, and how far off it is, grams; −1
    /// when nothing else is left.
    /// </summary>
    public (int Facing, double OffGrams) Twin(int productIndex)
    {
        double grams = shop.Layout.Products[productIndex].Weight.Grams;
        (int Facing, double OffGrams) best = (-1, double.PositiveInfinity);
        for (int f = 0; f < shop.Layout.Facings.Count; f++)
        {
            int product = shop.Layout.Facings[f].ProductIndex;
            double off = Math.Abs(shop.Layout.Products[product].Weight.Grams - grams);
            if (product != productIndex && off < best.OffGrams && IsWithin(f)) best = (f, off);
        }
        return best;
    }

    /// <summary>True when there is something in it, and a grown-up or this child can get it.</summary>
    private bool IsWithin(int facing) =>
        shop.Stock.Count(facing) > 0 && shop.Layout.Plates[shop.Layout.Facings[facing].Plates[0]].Space.Min.Z < me.Body.ReachUpMm;

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
}
