using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store.Fusion;

/// <summary>
/// What cameras say was in a hand during a while: log-likelihoods against knowing nothing. The port through which any
/// classifier's posterior enters the sum; where nobody looked, everything is 0.
/// </summary>
/// <remarks>
/// Looks within one grasp err together, so several count for little more than one, and all looks at a grasp may be wrong. The
/// posterior is taken as one under the prior that three in ten hands are empty and every product is as usual as any other: what
/// <see cref="HandLook"/> asks of a classifier.
/// </remarks>
public sealed class HandSight(StoreLayout layout, FusionOptions options)
{
    /// <summary>In place of a product: something that no product is, or nothing.</summary>
    public const int Unknown = -1, Empty = -2;

    /// <summary>Share of empty hands in the prior of a classifier's posterior.</summary>
    private const double EmptyPrior = 0.3;

    /// <summary>Share of grasps that are misjudged in all looks at them.</summary>
    private const double Misjudged = 0.05;

    /// <summary>How much of its error a look shares with the others of its grasp.</summary>
    private const double Together = 0.5;

    /// <summary>A classifier that says 0 means less than this.</summary>
    private const double Least = 1e-4;

    /// <summary>A hand that moves nothing is empty so often, and so often holds what somebody beside it moves.</summary>
    private const double IdleEmpty = 0.7, IdleHolds = 0.04;

    /// <summary>A hand that takes something held nothing before so often, and one that puts something down holds nothing after.</summary>
    private const double OnlyThat = 0.8;

    /// <summary>A hand that moved something is out, and looked at more than nine times in ten; of those that did nothing, most hang down.</summary>
    private const double NotLookedAt = -3;

    /// <summary>A hand that is held out to give or to get is looked at nearly nine times in ten.</summary>
    private const double GivesUnseen = -2;

    /// <summary>A hand still or already holds a thing for so long beside the lift, µs.</summary>
    private const long HoldsUs = 1_000_000;

    /// <summary>Where nobody's hand was looked at for so long, no camera looks at hands, µs.</summary>
    public const long CameraUs = 20 * StoreTime.SecondUs;

    /// <summary>After so long everything that a camera can say of a moment has been said, µs.</summary>
    public const long CompleteUs = 1_300_000;
    private const int NamedMax = 128;

    /// <summary>Log-likelihood of this movement by this hand at this moment, against the hand's having done nothing.</summary>
    /// <param name="track">Whose hand.</param>
    /// <param name="right">Which.</param>
    /// <param name="product">What, or <see cref="Unknown"/>.</param>
    /// <param name="taken">Above 0: it was in the hand afterwards; below: before.</param>
    /// <param name="lift">When.</param>
    /// <param name="lookedAt">Hands are looked at in this store, and all looks at that moment have come.</param>
    public double Moved(Track track, bool right, int product, int taken, StoreTime lift, bool lookedAt)
    {
        StoreTime before = lift - HoldsUs, after = lift + HoldsUs;
        bool looked = taken > 0 ? Looked(track, right, lift, after) : Looked(track, right, before, lift);
        if (lookedAt && !looked) return options.SightShare * NotLookedAt;
        double hadIt = Whole(track, right, product, before, lift), hadNothing = Whole(track, right, Empty, before, lift);
        double hasIt = Whole(track, right, product, lift, after), hasNothing = Whole(track, right, Empty, lift, after);
        // A hand that moves nothing holds afterwards what it held before: mostly nothing, now and then this, or anything.
        double idle = Elementary.Log(
            IdleEmpty * Elementary.Exp(hadNothing + hasNothing) + IdleHolds * Elementary.Exp(hadIt + hasIt) + 1 - IdleEmpty - IdleHolds);
        double moved = taken > 0
            ? hasIt + Elementary.Log(OnlyThat * Elementary.Exp(hadNothing) + 1 - OnlyThat)
            : hadIt + Elementary.Log(OnlyThat * Elementary.Exp(hasNothing) + 1 - OnlyThat);
        return options.SightShare * (moved - idle);
    }

    /// <summary>Log-likelihood of a hand's holding a product, something unknown, or nothing during a while.</summary>
    /// <param name="track">Whose hand.</param>
    /// <param name="right">Which.</param>
    /// <param name="content">What, or <see cref="Unknown"/>, or <see cref="Empty"/>.</param>
    /// <param name="from">Since when.</param>
    /// <param name="to">Until when.</param>
    /// <param name="heldOut">It was held out where hands are looked at: it would mostly have been.</param>
    public double Held(Track track, bool right, int content, StoreTime from, StoreTime to, bool heldOut) =>
        options.SightShare * (heldOut && !Looked(track, right, from, to) ? GivesUnseen : Whole(track, right, content, from, to));

    private double Whole(Track track, bool right, int content, StoreTime from, StoreTime to)
    {
        int products = layout.Products.Count, looks = 0, named = 0;
        Span<int> names = stackalloc int[NamedMax];
        for (int back = 0; back < track.LookCount; back++)
        {
            if (!Counts(track, back, right, from, to)) continue;
            looks++;
            ref readonly HandLook look = ref track.LookAt(back);
            for (int i = 0; i < look.Count && named < NamedMax; i++)
                if (!names[..named].Contains(look[i].ProductIndex)) names[named++] = look[i].ProductIndex;
        }
        if (looks == 0) return 0;
        double share = 1 / (1 + Together * (looks - 1)), prior = (1 - EmptyPrior) / products;
        double empty = EmptyPrior * Weight(track, right, Empty, from, to, share), all = 0, mine = 0;
        bool isNamed = false;
        foreach (int product in names[..named])
        {
            double weight = prior * Weight(track, right, product, from, to, share);
            all += weight;
            if (product != content) continue;
            (mine, isNamed) = (weight, true);
        }
        double rest = named < products ? prior * Weight(track, right, Unnamed(names[..named]), from, to, share) : 0;
        all += (products - named) * rest;
        double likelihood = content switch
        {
            Empty => empty / EmptyPrior,
            Unknown => all / (1 - EmptyPrior),
            _ => (isNamed ? mine : rest) / prior,
        };
        return Elementary.Log(Misjudged + (1 - Misjudged) * likelihood / (empty + all));
    }

    /// <summary>Whether a hand was looked at during a while.</summary>
    public static bool Looked(Track track, bool right, StoreTime from, StoreTime to)
    {
        for (int back = 0; back < track.LookCount; back++)
            if (Counts(track, back, right, from, to)) return true;
        return false;
    }

    /// <summary>A product that no look names.</summary>
    private static int Unnamed(ReadOnlySpan<int> names)
    {
        int product = 0;
        while (names.Contains(product)) product++;
        return product;
    }

    private double Weight(Track track, bool right, int content, StoreTime from, StoreTime to, double share)
    {
        int products = layout.Products.Count;
        double sum = 0;
        for (int back = 0; back < track.LookCount; back++)
        {
            if (!Counts(track, back, right, from, to)) continue;
            ref readonly HandLook look = ref track.LookAt(back);
            double ratio = content == Empty
                ? look.EmptyProbability / EmptyPrior : look.Probability(content, products) * products / (1 - EmptyPrior);
            sum += Elementary.Log(Math.Max(Least, ratio));
        }
        return Elementary.Exp(share * sum);
    }

    private static bool Counts(Track track, int back, bool right, StoreTime from, StoreTime to)
    {
        StoreTime t = track.LookTimeAt(back);
        return t >= from && t <= to && track.LookAt(back).IsRight == right;
    }
}
