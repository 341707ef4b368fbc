using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store.Fusion;

/// <summary>
/// All that a weight change may have been: every explanation of the weight with every person whose hand was near, each pair
/// scored by one sum of log-likelihoods; "something unknown" and "somebody unseen" always stand for election too.
/// </summary>
public sealed class OptionFinder(StoreLayout layout, FusionOptions options)
{
    /// <summary>Score of "somebody whom the eyes did not see": as likely as a hand 3.2 standard deviations off.</summary>
    private const double UnseenPerson = -5.1;

    /// <summary>
    /// What two people in one moment gain: it is rare (one in ten of two hands there), but a second hand that lies on the very
    /// plate and takes nothing is rarer: some four in a hundred.
    /// </summary>
    private const double TwoPeople = 1.6;

    /// <summary>What one person with two hands gains in the same way.</summary>
    private const double BothHands = 1.6;

    /// <summary>Plates lost whole units when they lost one within this share of it; and what that gains against any other sharing.</summary>
    private const double WholeUnits = 0.15, Apart = 1;

    /// <summary>From so many millimetres on it is as usual as not for a hand to be there and take nothing.</summary>
    private const double IdleHandMm = 90;

    /// <summary>What it costs that a hand lay on the very plate, and it was somebody else whom nobody saw: four such hands in a hundred take nothing.</summary>
    private const double IdleHand = -3.2;

    /// <summary>What an option may cost more than its score because of carts and things: none is dropped that could still win.</summary>
    private const double BehindMax = 12;
    private const int ExplanationsTried = 14;
    private const int OptionsMax = 48;

    /// <summary>Everything worth a thought, likeliest first.</summary>
    /// <param name="number">The event.</param>
    /// <param name="change">The change.</param>
    /// <param name="explanations">What its weight may be.</param>
    /// <param name="hands">Who was near.</param>
    /// <param name="handsOfSeveral">Who was near some of its plates, at any moment of it.</param>
    /// <param name="story">What carts may hold.</param>
    public ShelfEvidence Find(
        long number, ShelfChange change, List<Explanation> explanations, List<Hand> hands, Func<ulong, List<Hand>> handsOfSeveral, Story story)
    {
        var found = new List<StoryOption>();
        (int first, int last) = change.MainPlates(layout);
        int tried = Math.Min(ExplanationsTried, explanations.Count);
        for (int i = 0; i < tried; i++) Add(explanations[i], change, first, last, hands, handsOfSeveral, found);
        AddUnknown(change, hands, found);
        return new ShelfEvidence(number, change.Lift.Us, change.ShelfIndex, first, last, change.TotalMg, Variance(change), Likeliest(found, story));
    }

    private static double Variance(ShelfChange change)
    {
        double sum = 0;
        foreach (double v in change.VarianceMg2) sum += v;
        return sum;
    }

    /// <summary>What cannot win, whatever the carts say, is dropped.</summary>
    private static List<StoryOption> Likeliest(List<StoryOption> found, Story story)
    {
        var ranked = new List<(double Score, int At)>(found.Count);
        for (int i = 0; i < found.Count; i++) ranked.Add((found[i].Score + Cost(found[i].First, story) + Cost(found[i].Second, story), i));
        ranked.Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.At.CompareTo(b.At));
        var kept = new List<StoryOption>();
        foreach ((double score, int at) in ranked)
        {
            if (score < ranked[0].Score - BehindMax || kept.Count >= OptionsMax) break;
            kept.Add(found[at]);
        }
        return kept;
    }

    private static double Cost(StoryMove? move, Story story) =>
        move is { Taken: < 0, Item.IsKnown: true } m && (m.Session is null || !story.MayHold(m.Session, m.Item.Product, -m.Taken)) ? Plot.FromNowhere : 0;

    private void Add(
        Explanation e, ShelfChange change, int first, int last, List<Hand> hands, Func<ulong, List<Hand>> handsOfSeveral,
        List<StoryOption> found)
    {
        int shelf = change.ShelfIndex;
        if (e.Second is not { } secondMove)
        {
            foreach (Hand h in hands)
                found.Add(new StoryOption(e.LogLikelihood + h.LogLikelihood, Move(e, h, shelf, first, last), null, Of(h), null, e.WeightFit, e));
            found.Add(new StoryOption(e.LogLikelihood + Unseen(hands), Move(e, null, shelf, first, last), null, null, null, e.WeightFit, e));
            if (e.First.Taken <= 1 || !options.SharedChanges) return;
            AddShared(e, shelf, first, last, handsOfSeveral(ulong.MaxValue), found);
            AddApart(e, change, first, last, handsOfSeveral, found);
            return;
        }
        (int firstA, int lastA) = change.MainPlates(layout, e.FirstPlates);
        (int firstB, int lastB) = change.MainPlates(layout, e.SecondPlates);
        foreach (Hand a in handsOfSeveral(e.FirstPlates))
        {
            foreach (Hand b in handsOfSeveral(e.SecondPlates))
            {
                bool same = a.Person.Id == b.Person.Id;
                if (!same && !options.SharedChanges) continue;
                double who = same ? Math.Min(a.LogLikelihood, b.LogLikelihood) + BothHands : a.LogLikelihood + b.LogLikelihood + Together(a, b);
                found.Add(new StoryOption(
                    e.LogLikelihood + who, Move(e.First, a, shelf, firstA, lastA), Move(secondMove, b, shelf, firstB, lastB), Of(a), Of(b), 0, e));
            }
        }
        found.Add(new StoryOption(
            e.LogLikelihood + Unseen(hands) + Plot.FromNowhere, Move(e.First, null, shelf, firstA, lastA), Move(secondMove, null, shelf, firstB, lastB), null, null, 0, e));
    }

    /// <summary>Several of one product, shared between two people whose hands are both there: in every way in which both have some.</summary>
    private void AddShared(Explanation e, int shelf, int first, int last, List<Hand> hands, List<StoryOption> found)
    {
        int n = e.First.Taken;
        foreach (Hand a in hands)
        {
            foreach (Hand b in hands)
            {
                if (a.Person.Session == b.Person.Session || b.Person.Id < a.Person.Id) continue;
                double score = e.LogLikelihood + options.CountPenalty + a.LogLikelihood + b.LogLikelihood + Together(a, b);
                for (int k = 1; k < n; k++)
                {
                    found.Add(new StoryOption(
                        score, Move(e.First with { Taken = n - k }, a, shelf, first, last), Move(e.First with { Taken = k }, b, shelf, first, last),
                        Of(a), Of(b), 0, e));
                }
            }
        }
    }

    /// <summary>
    /// Several of one product that stood apart, so that some plates lost whole units and others the rest: each part to the hands
    /// that were over its own plates.
    /// </summary>
    private void AddApart(
        Explanation e, ShelfChange change, int first, int last, Func<ulong, List<Hand>> handsOfSeveral, List<StoryOption> found)
    {
        int n = e.First.Taken, shelf = change.ShelfIndex;
        double left = 0, unit = change.TotalMg / n;
        for (int cut = 1; cut < change.DeltaMg.Length; cut++)
        {
            left += change.DeltaMg[cut - 1];
            int k = (int)Math.Round(left / unit);
            if (k < 1 || k >= n || Math.Abs(left / unit - k) > WholeUnits) continue;
            ulong mask = ulong.MaxValue >> (64 - cut);
            foreach (Hand a in handsOfSeveral(mask))
            {
                foreach (Hand b in handsOfSeveral(~mask))
                {
                    if (a.Person.Session == b.Person.Session) continue;
                    double score = e.LogLikelihood + options.CountPenalty + a.LogLikelihood + b.LogLikelihood + Together(a, b) + Apart;
                    found.Add(new StoryOption(
                        score, Move(e.First with { Taken = k }, a, shelf, first, last), Move(e.First with { Taken = n - k }, b, shelf, first, last),
                        Of(a), Of(b), 0, e));
                }
            }
        }
    }

    /// <summary>Somebody whom the eyes did not see did it, and whoever's hand they saw there did nothing.</summary>
    private static double Unseen(List<Hand> hands)
    {
        if (hands.Count == 0) return UnseenPerson;
        double far = hands[0].DistanceMm / IdleHandMm;
        return UnseenPerson + Math.Min(0, IdleHand + Elementary.Log(1 + far * far));
    }

    private static HandOf Of(Hand hand) => new(hand.Person.Id, hand.Right);

    private static double Together(Hand a, Hand b)
    {
        double far = Math.Max(a.DistanceMm, b.DistanceMm) / IdleHandMm;
        return TwoPeople - Elementary.Log(1 + far * far);
    }

    private static void AddUnknown(ShelfChange change, List<Hand> hands, List<StoryOption> found)
    {
        var what = Item.Unknown((long)Math.Abs(change.TotalMg));
        int taken = change.TotalMg < 0 ? 1 : -1;
        foreach (Hand h in hands)
            found.Add(new StoryOption(Plot.UnknownScore + h.LogLikelihood, new StoryMove(what, taken, h.Person.Session), null, Of(h), null, 0, null));
        found.Add(new StoryOption(Plot.UnknownScore + Unseen(hands), new StoryMove(what, taken, null), null, null, null, 0, null));
    }

    /// <summary>Of one product: where a misplaced thing is supposed to be taken, it is that thing, even beside its own plates.</summary>
    private StoryMove Move(Explanation e, Hand? hand, int shelf, int first, int last)
    {
        StoryMove move = Move(e.First, hand, shelf, first, last);
        return e.Misplaced && e.First.Taken > 0 ? move with { AtHome = false } : move;
    }

    private StoryMove Move(ProductMove move, Hand? hand, int shelf, int first, int last)
    {
        // A spill of what is taken may lie mostly beside; what is put down beside its own plates is misplaced.
        int beside = move.Taken > 0 ? 1 : 0;
        return new(Item.Of(move.ProductIndex), move.Taken, hand?.Person.Session, null, AtHome(move.ProductIndex, shelf, first - beside, last + beside));
    }

    private bool AtHome(int product, int shelf, int first, int last)
    {
        foreach (Facing facing in layout.FacingsOfShelf[shelf])
        {
            if (facing.ProductIndex != product) continue;
            for (int p = 0; p < facing.Plates.Count; p++)
                if (facing.Plates[p] >= first && facing.Plates[p] <= last) return true;
        }
        return false;
    }
}
