using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Stories;

/// <summary>
/// What has happened in the store, told in as many ways as the evidence leaves open. Every event goes on with every story of the
/// visits that may have had part in it; what cannot go on well is forgotten; so a later event can still say what an earlier one
/// was, up to the exit. Visits that nothing binds together are told apart, so that the number of stories stays small.
/// </summary>
public sealed class Story(int storiesMax, Func<string, bool> fromBoxes)
{
    /// <summary>For so long the hands of what is certain are remembered, µs.</summary>
    private const long RecentUs = 1_000_000;

    /// <summary>Hands that meet and give do so both ways less often than one way, as a logarithm; all that they may give shares that.</summary>
    private const double BothWays = -0.4;
    private readonly ClusterBook _book = new(storiesMax);
    private readonly List<Chapter> _told = [];
    private readonly Odds _odds = new();

    /// <summary>What the likeliest story says, after the last call that changed any, of all events that were open until then.</summary>
    public IReadOnlyList<Chapter> Told => _told;

    /// <summary>How likely each part of that is.</summary>
    internal Odds Odds => _odds;

    /// <summary>A visit begins, or goes on after a restart, with this in its cart.</summary>
    public void Open(string session, CartState cart) => _book.Add(Cluster.Of(session, cart));

    public bool Knows(string session) => _book.Of(session) is not null;

    /// <summary>After a restart: what lies where it does not belong.</summary>
    public void Remember(Thing thing) => _book.Lay(thing);

    /// <summary>Visits that hang together with this one, itself included.</summary>
    public IReadOnlyList<string> Together(string session) => _book.Of(session)?.Sessions ?? [];

    /// <summary>Something that no product explains lies where this visit put it down, in the likeliest story.</summary>
    public bool HasLeftUnknown(string session)
    {
        foreach (Thing thing in _book.Things)
            if (thing.Owner == session) return true;
        if (_book.Of(session) is not { } cluster) return false;
        foreach (Thing thing in cluster.Best.Things)
            if (thing.Owner == session) return true;
        return false;
    }

    /// <summary>May carry this, in a story that is worth a thought.</summary>
    public bool MayHold(string session, int product, int units)
    {
        if (_book.Of(session) is not { } cluster) return false;
        int at = cluster.Sessions.IndexOf(session);
        foreach (Hypothesis h in cluster.Stories)
            if (h.Carts[at].Units(product) >= units) return true;
        return false;
    }

    /// <summary>Everything that a visit may carry, in any story that is worth a thought.</summary>
    public void MayHold(string session, List<Held> into)
    {
        if (_book.Of(session) is not { } cluster) return;
        int at = cluster.Sessions.IndexOf(session);
        foreach (Hypothesis h in cluster.Stories) Gather(h.Carts[at], into);
    }

    /// <summary>Everything that somebody may carry, the most that one cart may have of it.</summary>
    public void MayCarry(List<Held> into)
    {
        foreach (Cluster cluster in _book.Clusters)
        {
            foreach (Hypothesis h in cluster.Stories)
            {
                foreach (CartState cart in h.Carts) Gather(cart, into);
            }
        }
    }

    /// <summary>Everything that may lie on plates of a shelf where it does not belong.</summary>
    public void MayLie(int shelf, List<Thing> into)
    {
        foreach (Thing thing in _book.Things)
            if (thing.Shelf == shelf) into.Add(thing);
        foreach (Cluster cluster in _book.Clusters)
        {
            foreach (Hypothesis h in cluster.Stories)
            {
                foreach (Thing thing in h.Things)
                    if (thing.Shelf == shelf && !into.Contains(thing)) into.Add(thing);
            }
        }
    }

    /// <summary>A weight changed.</summary>
    public EventVerdict Add(ShelfEvidence seen)
    {
        Cluster cluster = _book.Gather(SessionsOf(seen), seen);
        var byOption = new double[seen.Options.Count];
        Array.Fill(byOption, double.NegativeInfinity);
        var next = new List<Hypothesis>(cluster.Stories.Count * seen.Options.Count);
        double best = double.NegativeInfinity;
        foreach (Hypothesis h in cluster.Stories)
        {
            for (int o = 0; o < seen.Options.Count; o++)
            {
                if (h.Log + seen.Options[o].Score + Plot.GainMax(seen.Options[o]) < best - Cluster.BehindMax) continue; // it would be forgotten at once
                Hypothesis after = Plot.After(h, seen.Options[o], seen, cluster.Sessions, fromBoxes);
                byOption[o] = Elementary.LogAdd(byOption[o], after.Log);
                next.Add(after);
                best = Math.Max(best, after.Log);
            }
        }
        EventVerdict verdict = Judge(next, byOption);
        GoOn(cluster, next);
        return verdict;
    }

    /// <summary>Hands met.</summary>
    public EventVerdict Add(MeetingEvidence met)
    {
        Cluster cluster = _book.Gather([met.First, met.Second], null);
        int first = cluster.Sessions.IndexOf(met.First), second = cluster.Sessions.IndexOf(met.Second);
        var known = new Dictionary<(int, int), StoryOption>();
        var next = new List<Hypothesis>();
        foreach (Hypothesis h in cluster.Stories)
        {
            ReadOnlySpan<Held> one = h.Carts[first].Lines, other = h.Carts[second].Lines;
            double oneWay = -Elementary.Log(Math.Max(1, one.Length + other.Length)), bothWays = BothWays - Elementary.Log(Math.Max(1, one.Length * other.Length));
            for (int i = -1; i < one.Length; i++)
            {
                for (int j = -1; j < other.Length; j++)
                {
                    if ((i >= 0 && !one[i].Item.IsKnown) || (j >= 0 && !other[j].Item.IsKnown)) continue;
                    StoryOption option = Exchange(
                        met, i < 0 ? MeetingEvidence.Nothing : one[i].Item.Product, j < 0 ? MeetingEvidence.Nothing : other[j].Item.Product, known);
                    next.Add(Plot.After(h, option, i < 0 && j < 0 ? 0 : i < 0 || j < 0 ? oneWay : bothWays, met.Event, cluster.Sessions));
                }
            }
        }
        EventVerdict verdict = Judge(next, []);
        GoOn(cluster, next);
        return verdict;
    }

    /// <summary>More is known of an event now.</summary>
    /// <param name="number">The event.</param>
    /// <param name="more">What that adds to the log-likelihood of an option.</param>
    public void Reweigh(long number, Func<StoryOption, double> more)
    {
        _told.Clear();
        _odds.Clear();
        foreach (Cluster cluster in _book.Clusters)
        {
            if (cluster.Stories.Count < 2) continue;
            bool any = false;
            foreach (Hypothesis h in cluster.Stories)
            {
                if (Chapter.Find(h.Past, number) is not { Option: { } option }) continue;
                h.Log += more(option);
                any = true;
            }
            if (!any) continue;
            GoOn(cluster, [.. cluster.Stories]);
            return;
        }
    }

    /// <summary>What the visit carries.</summary>
    public CartVerdict Judge(string session)
    {
        Cluster cluster = _book.Of(session) ?? throw new InvalidOperationException($"the visit {session} is not told of");
        int at = cluster.Sessions.IndexOf(session);
        var carts = new List<(CartState Cart, double Log)>();
        foreach (Hypothesis h in cluster.Stories)
        {
            int known = carts.FindIndex(c => c.Cart.Same(h.Carts[at]));
            if (known < 0) carts.Add((h.Carts[at], h.Log));
            else carts[known] = (carts[known].Cart, Elementary.LogAdd(carts[known].Log, h.Log));
        }
        int best = 0, second = -1;
        for (int i = 1; i < carts.Count; i++)
        {
            if (carts[i].Log > carts[best].Log) (second, best) = (best, i);
            else if (second < 0 || carts[i].Log > carts[second].Log) second = i;
        }
        return new CartVerdict(carts[best].Cart, Math.Min(1, Elementary.Exp(carts[best].Log)), second < 0 ? null : carts[second].Cart);
    }

    /// <summary>How likely the visit carries at least so many of a product.</summary>
    public double Holds(string session, int product, int units)
    {
        if (_book.Of(session) is not { } cluster) return 0;
        int at = cluster.Sessions.IndexOf(session);
        double sum = 0;
        foreach (Hypothesis h in cluster.Stories)
            if (h.Carts[at].Units(product) >= units) sum += Elementary.Exp(h.Log);
        return Math.Min(1, sum);
    }

    /// <summary>A visit is over.</summary>
    /// <param name="session">Which.</param>
    /// <param name="charged">What it was charged for: every story that says otherwise is over too. Null when a person must look.</param>
    public void Close(string session, CartState? charged)
    {
        _told.Clear();
        _odds.Clear();
        if (_book.Of(session) is not { } cluster) return;
        int at = cluster.Sessions.IndexOf(session);
        List<Hypothesis> agreed = charged is null ? [] : cluster.Stories.FindAll(h => h.Carts[at].Same(charged));
        if (agreed.Count > 0) cluster.Prune(agreed, storiesMax);
        cluster.Remove(session, storiesMax);
        GoOn(cluster, [.. cluster.Stories]);
    }

    /// <summary>These are the stories now: tells the likeliest, and sets apart what is certain.</summary>
    private void GoOn(Cluster cluster, List<Hypothesis> stories)
    {
        _odds.Take(stories);
        cluster.Prune(stories, storiesMax);
        _told.Clear();
        Tell(cluster.Best.Past, _told);
        _book.Untangle(cluster);
        if (cluster.Stories.Count > 1 && cluster.Sessions.Count > 0) return;
        // Nothing of it can be told otherwise any more; but whose hand was just busy must be known for a moment.
        foreach (Hypothesis h in cluster.Stories) h.Past = Newest(h.Past);
    }

    private static void Gather(CartState cart, List<Held> into)
    {
        foreach (Held line in cart.Lines)
        {
            if (!line.Item.IsKnown) continue;
            int at = into.FindIndex(c => c.Item == line.Item);
            if (at < 0) into.Add(line);
            else if (into[at].Units < line.Units) into[at] = line;
        }
    }

    private static EventVerdict Judge(List<Hypothesis> next, double[] byOption)
    {
        double all = double.NegativeInfinity;
        Hypothesis best = next[0];
        foreach (Hypothesis h in next)
        {
            all = Elementary.LogAdd(all, h.Log);
            if (h.Log > best.Log) best = h;
        }
        double same = 0;
        foreach (Hypothesis h in next)
            if (h.Past!.First == best.Past!.First && h.Past.Second == best.Past.Second) same += Elementary.Exp(h.Log - all);
        for (int o = 0; o < byOption.Length; o++) byOption[o] = Elementary.Exp(byOption[o] - all);
        return new EventVerdict(Math.Min(0.999, same), byOption);
    }

    private static StoryOption Exchange(MeetingEvidence met, int given, int got, Dictionary<(int, int), StoryOption> known)
    {
        if (known.TryGetValue((given, got), out StoryOption? option)) return option;
        double score = given < 0 && got < 0 ? 0 : met.GivenScore(given, got);
        StoryMove? there = given < 0 ? null : new StoryMove(Item.Of(given), 1, met.First, met.Second);
        StoryMove? back = got < 0 ? null : new StoryMove(Item.Of(got), 1, met.Second, met.First);
        option = new StoryOption(score, there ?? back, there is null ? null : back, met.FirstHand, met.SecondHand, 0, null);
        known.Add((given, got), option);
        return option;
    }

    private static List<string> SessionsOf(ShelfEvidence seen)
    {
        var sessions = new List<string>();
        foreach (StoryOption option in seen.Options)
        {
            foreach (StoryMove? move in (ReadOnlySpan<StoryMove?>)[option.First, option.Second])
                if (move?.Session is { } s && !sessions.Contains(s)) sessions.Add(s);
        }
        return sessions;
    }

    private static Chapter? Newest(Chapter? past)
    {
        Chapter? kept = null;
        long newestUs = past is { AtUs: > 0 } ? past.AtUs : 0;
        for (Chapter? c = past; c is not null && newestUs > 0; c = c.Before)
            if (c.AtUs > newestUs - RecentUs) kept = c with { Before = kept, Also = null };
        return kept;
    }

    private static void Tell(Chapter? past, List<Chapter> into)
    {
        for (Chapter? c = past; c is not null; c = c.Before)
        {
            if (c.Option is not null) into.Add(c);
            if (c.Also is not null) Tell(c.Also, into);
        }
    }
}
