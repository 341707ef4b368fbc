using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Stories;

/// <summary>
/// Visits whose carts hang together because it is not certain who did what: all stories of them that are worth a thought,
/// likeliest first. Visits that hang together with nobody are a cluster each.
/// </summary>
internal sealed class Cluster(List<string> sessions, List<Hypothesis> stories)
{
    /// <summary>A story so much less likely than the best is forgotten (log-likelihood).</summary>
    public const double BehindMax = 13;

    public List<string> Sessions { get; } = sessions;
    public List<Hypothesis> Stories { get; private set; } = stories;
    public Hypothesis Best => Stories[0];

    public static Cluster Of(string session, CartState cart) => new([session], [new Hypothesis(0, [cart], [], null)]);

    /// <summary>Both together: every story of one with every story of the other.</summary>
    public static Cluster Join(Cluster a, Cluster b, int keep)
    {
        var stories = new List<Hypothesis>(a.Stories.Count * b.Stories.Count);
        foreach (Hypothesis x in a.Stories)
        {
            foreach (Hypothesis y in b.Stories)
            {
                Thing[] things = x.Things.Length == 0 ? y.Things : y.Things.Length == 0 ? x.Things : Sorted([.. x.Things, .. y.Things]);
                Chapter? past = x.Past is null ? y.Past : y.Past is null ? x.Past : new Chapter(0, 0, null, null, null, false, x.Past, y.Past);
                stories.Add(new Hypothesis(x.Log + y.Log, [.. x.Carts, .. y.Carts], things, past));
            }
        }
        var joined = new Cluster([.. a.Sessions, .. b.Sessions], stories);
        joined.Prune(stories, keep);
        return joined;
    }

    /// <summary>Keeps the likeliest of these, those that agree on the present as one, with the past of the likelier.</summary>
    public void Prune(List<Hypothesis> stories, int keep)
    {
        // A stable order: equal ones stay as they came, which is the same on every machine.
        var order = new int[stories.Count];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (i, j) => stories[i].Log != stories[j].Log ? stories[j].Log.CompareTo(stories[i].Log) : i.CompareTo(j));
        var kept = new List<Hypothesis>(Math.Min(keep, order.Length));
        double best = stories[order[0]].Log;
        var known = new Dictionary<long, Hypothesis>(); // only asked, never walked through: its order cannot matter
        foreach (int i in order)
        {
            Hypothesis story = stories[i];
            if (story.Log < best - BehindMax) break;
            long mark = story.Mark();
            if (known.TryGetValue(mark, out Hypothesis? same) && same.SameState(story)) same.Log = Elementary.LogAdd(same.Log, story.Log);
            else if (kept.Count < keep)
            {
                kept.Add(story);
                known.TryAdd(mark, story);
            }
        }
        kept.Sort(static (a, b) => b.Log.CompareTo(a.Log));
        double all = double.NegativeInfinity;
        foreach (Hypothesis k in kept) all = Elementary.LogAdd(all, k.Log);
        foreach (Hypothesis k in kept) k.Log -= all; // the exponentials of all now add up to one
        Stories = kept;
    }

    /// <summary>Without one of the visits.</summary>
    public void Remove(string session, int keep)
    {
        int at = Sessions.IndexOf(session);
        var without = new List<Hypothesis>(Stories.Count);
        foreach (Hypothesis h in Stories)
        {
            var carts = new CartState[h.Carts.Length - 1];
            h.Carts.AsSpan(0, at).CopyTo(carts);
            h.Carts.AsSpan(at + 1).CopyTo(carts.AsSpan(at));
            without.Add(new Hypothesis(h.Log, carts, h.Things, h.Past));
        }
        Sessions.RemoveAt(at);
        Prune(without, keep);
    }

    /// <summary>The cart on which all stories agree, or null.</summary>
    public CartState? Agreed(int session)
    {
        CartState cart = Best.Carts[session];
        foreach (Hypothesis h in Stories)
            if (!h.Carts[session].Same(cart)) return null;
        return cart;
    }

    internal static Thing[] Sorted(Thing[] things)
    {
        Array.Sort(things, Thing.Order);
        return things;
    }
}
