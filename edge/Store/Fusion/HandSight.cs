using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store.Fusion;

/// <summary>
/// What cameras say was in a hand during a while: log-likelihoods of its holding a product against its being empty. The port
/// through which any classifier's posterior enters the sum; where nobody looked, everything is 0.
/// </summary>
/// <remarks>
/// Looks within one grasp err together, so several count for little more than one. No look can be certain: one in fifty is
/// worth nothing. The posterior is taken as one under the prior that three in ten hands are empty and every product is as usual
/// as any other: what <see cref="HandLook"/> asks of a classifier.
/// </remarks>
public sealed class HandSight(StoreLayout layout, FusionOptions options)
{
    /// <summary>Share of looks that say nothing of what is there.</summary>
    private const double Blunder = 0.02;

    /// <summary>Share of empty hands in the prior of a classifier's posterior.</summary>
    private const double EmptyPrior = 0.3;

    /// <summary>Share of grasps that are misjudged in all looks at them.</summary>
    private const double Misjudged = 0.05;

    /// <summary>No grasp says more than this for anything (log-likelihood).</summary>
    private const double GainMax = 4.5;

    /// <summary>How much of its error a look shares with the others of its grasp.</summary>
    private const double Together = 0.5;

    /// <summary>A hand still or already holds a thing for so long beside the lift, µs.</summary>
    private const long HoldsUs = 800_000;

    /// <summary>After so long everything that a camera can say of a moment has been said, µs.</summary>
    public const long CompleteUs = 1_300_000;

    /// <summary>Log-likelihood of this movement by this hand at this moment.</summary>
    /// <param name="track">Whose hand.</param>
    /// <param name="right">Which.</param>
    /// <param name="product">What; below 0 for something unknown.</param>
    /// <param name="taken">Above 0: it was in the hand afterwards; below: before.</param>
    /// <param name="lift">When.</param>
    public double Moved(Track track, bool right, int product, int taken, StoreTime lift) => taken > 0
        ? Held(track, right, product, lift, lift + HoldsUs)
        : Held(track, right, product, lift - HoldsUs, lift);

    /// <summary>Log-likelihood of a hand's holding this during a while, against its being empty.</summary>
    public double Held(Track track, bool right, int product, StoreTime from, StoreTime to)
    {
        double sum = 0;
        int looks = 0;
        for (int back = 0; back < track.LookCount; back++)
        {
            StoreTime t = track.LookTimeAt(back);
            if (t > to) continue;
            if (t < from) break;
            ref readonly HandLook look = ref track.LookAt(back);
            if (look.IsRight != right) continue;
            sum += Of(look, product);
            looks++;
        }
        if (looks == 0) return 0;
        double all = sum / (1 + Together * (looks - 1));
        // The whole grasp may have been misjudged, however many looks there were at it.
        return options.SightShare * Math.Min(GainMax, Elementary.Log(Misjudged + (1 - Misjudged) * Elementary.Exp(all)));
    }

    private double Of(in HandLook look, int product)
    {
        int n = layout.Products.Count;
        double there = (product >= 0 ? look.Probability(product, n) * n : 1 - look.EmptyProbability) / (1 - EmptyPrior);
        return Elementary.Log((Blunder + there) / (Blunder + look.EmptyProbability / EmptyPrior));
    }
}
