using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Weighing;

/// <summary>
/// How far plates went beyond where they began and ended, and when: what one takes while another puts down the same leaves no more.
/// </summary>
internal sealed class Swing(ShelfScale scale)
{
    /// <summary>Less than this is no product, milligrams.</summary>
    private const double LeastMg = 12_000;

    /// <summary>What three readings in a row reach is no junk and no ringing of a knock.</summary>
    private const int InARow = 3;

    /// <summary>What some plates did, or null where none went far.</summary>
    /// <param name="first">First plate, counted on the shelf from 0.</param>
    /// <param name="last">Last plate.</param>
    /// <param name="moved">Which plates of the shelf moved.</param>
    /// <param name="deltasMg">What each came to.</param>
    public ShelfChange? Find(int first, int last, bool[] moved, double[] deltasMg)
    {
        Span<PlateState> plates = scale.Plates;
        int count = last - first + 1, main = first;
        var swings = new double[count];
        long wokeUs = long.MaxValue, settledUs = 0;
        bool gap = false;
        for (int p = first; p <= last; p++)
        {
            if (!moved[p]) continue;
            wokeUs = Math.Min(wokeUs, plates[p].WokeUs);
            settledUs = Math.Max(settledUs, plates[p].SettledUs);
            gap |= plates[p].AcrossGap;
        }
        if (gap || wokeUs >= settledUs) return null;
        for (int p = first; p <= last; p++)
        {
            swings[p - first] = Farthest(p, deltasMg[p], wokeUs);
            if (Math.Abs(swings[p - first]) > Math.Abs(swings[main - first])) main = p;
        }
        if (Math.Abs(swings[main - first]) < LeastMg) return null;
        (long leftUs, long backUs) = When(main, deltasMg[main], swings[main - first] / 2, wokeUs);
        var passing = new ShelfChange
        {
            ShelfIndex = scale.Shelf.Index,
            FirstPlate = first,
            DeltaMg = deltasMg[first..(last + 1)],
            SwingMg = swings,
            VarianceMg2 = new double[count],
            LevelMg = new long[count],
            Start = new StoreTime(wokeUs),
            FirstLift = new StoreTime(leftUs),
            Lift = new StoreTime(backUs),
            Settled = new StoreTime(settledUs),
            AcrossGap = false,
            Unsettled = false,
        };
        for (int p = first; p <= last; p++)
        {
            passing.VarianceMg2[p - first] = 2 * plates[p].NoiseMg2;
            passing.LevelMg[p - first] = (long)Math.Round(plates[p].AnchorMg + deltasMg[p]);
        }
        return passing;
    }

    /// <summary>The farthest that three readings in a row of a plate were beyond both its levels since a moment; lighter counts more than heavier, which hands are.</summary>
    private double Farthest(int p, double deltaMg, long sinceUs)
    {
        double low = Math.Min(0, deltaMg), high = Math.Max(0, deltaMg), anchor = scale.Plates[p].AnchorMg, dip = 0, peak = 0;
        for (int back = InARow - 1; back < scale.History && scale.TimeUs(back) >= sinceUs; back++)
        {
            double least = double.PositiveInfinity, most = double.NegativeInfinity;
            for (int i = 0; i < InARow; i++)
            {
                double off = scale.Reading(p, back - i) - anchor;
                (least, most) = (Math.Min(least, off), Math.Max(most, off));
            }
            (dip, peak) = (Math.Min(dip, most - low), Math.Max(peak, least - high));
        }
        return dip < -LeastMg ? dip : peak;
    }

    /// <summary>First and last moment at which a plate was farther beyond its levels than this.</summary>
    private (long FirstUs, long LastUs) When(int p, double deltaMg, double halfMg, long sinceUs)
    {
        double from = scale.Plates[p].AnchorMg + (halfMg < 0 ? Math.Min(0, deltaMg) : Math.Max(0, deltaMg));
        long firstUs = sinceUs, lastUs = 0;
        for (int back = 0; back < scale.History && scale.TimeUs(back) >= sinceUs; back++)
        {
            double off = scale.Reading(p, back) - from;
            if (halfMg < 0 ? off > halfMg : off < halfMg) continue;
            firstUs = scale.TimeUs(back);
            if (lastUs == 0) lastUs = firstUs;
        }
        return (firstUs, Math.Max(firstUs, lastUs));
    }
}
