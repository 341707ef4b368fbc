namespace O4O.Edge.Store.Weighing;

/// <summary>When a load left a plate or came onto it, from the readings of the last seconds.</summary>
internal sealed class LiftFinder(ShelfScale scale)
{
    /// <summary>Readings that far above both levels are somebody who leans on the shelf: a hand that takes presses by less.</summary>
    private const double ShakenMg = 200_000;

    /// <summary>Hands lift in less than this from the first press to half way, unless they take their time.</summary>
    private const long SlowUs = 350_000;
    private const long FlatUs = 200_000, RiseUs = 300_000;

    /// <summary>
    /// When the load left or came. Of a slow lift that is when nine tenths of it had left: half way, it is still in the hand
    /// that holds it over its plate.
    /// </summary>
    public long LiftUs(int p, double oldMg, double newMg, long wokeUs)
    {
        long halfUs = HalfWayUs(p, oldMg, newMg, wokeUs, out bool leant);
        if (leant || newMg >= oldMg || halfUs - wokeUs < SlowUs) return halfUs;
        double nearlyMg = newMg + 0.1 * (oldMg - newMg);
        for (int back = scale.History - 1; back >= 0; back--)
            if (scale.TimeUs(back) > halfUs && scale.Reading(p, back) <= nearlyMg) return scale.TimeUs(back);
        return halfUs;
    }

    /// <summary>
    /// Half way: the last sample at which a plate was nearer to its old level than to its new one. Where
    /// somebody leant on it meanwhile, that would be when they let go: then it is where the readings look most like the step.
    /// </summary>
    private long HalfWayUs(int p, double oldMg, double newMg, long wokeUs, out bool leant)
    {
        double middle = (oldMg + newMg) / 2, highest = Math.Max(oldMg, newMg) + ShakenMg;
        bool fell = newMg < oldMg;
        leant = false;
        long liftUs = wokeUs;
        bool found = false;
        for (int back = 0; back < scale.History; back++)
        {
            long t = scale.TimeUs(back);
            if (t < wokeUs) break;
            int reading = scale.Reading(p, back);
            leant |= reading > highest;
            if (found || reading > middle != fell) continue;
            (liftUs, found) = (t, true);
        }
        return leant ? StepUs(p, newMg - oldMg, wokeUs, liftUs) : liftUs;
    }

    /// <summary>
    /// Where, since it woke, a plate's readings look most like a step: flat for 200 ms (a period of a hand's tremor), 300 ms
    /// for the step, flat again at the right distance.
    /// </summary>
    private long StepUs(int p, double stepMg, long wokeUs, long otherwiseUs)
    {
        int flat = scale.Samples(FlatUs), rise = scale.Samples(RiseUs), length = 2 * flat + rise;
        double least = double.PositiveInfinity;
        long bestUs = otherwiseUs;
        for (int back = 0; back + length <= scale.History && scale.TimeUs(back + flat + rise / 2) >= wokeUs; back++)
        {
            double after = 0, before = 0, after2 = 0, before2 = 0;
            for (int i = 0; i < flat; i++)
            {
                double a = scale.Reading(p, back + i), b = scale.Reading(p, back + flat + rise + i);
                (after, after2, before, before2) = (after + a, after2 + a * a, before + b, before2 + b * b);
            }
            (after, before) = (after / flat, before / flat);
            double off = after - before - stepMg;
            double cost = off * off + (after2 + before2) / flat - after * after - before * before;
            if (cost >= least) continue;
            (least, bestUs) = (cost, scale.TimeUs(back + flat + rise / 2));
        }
        return bestUs;
    }
}
