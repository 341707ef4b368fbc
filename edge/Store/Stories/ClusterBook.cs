namespace O4O.Edge.Store.Stories;

/// <summary>All clusters, and what lies where it does not belong for sure: joins what hangs together, parts what does not.</summary>
internal sealed class ClusterBook(int storiesMax)
{
    /// <summary>Groups of stories without anybody inside that are remembered for what may lie on the shelves.</summary>
    private const int AbandonedMax = 64;

    /// <summary>Things that lie where they do not belong; the oldest are forgotten first.</summary>
    private const int ThingsMax = 512;
    private readonly List<Cluster> _clusters = [];
    private readonly List<Thing> _things = [];

    public List<Cluster> Clusters => _clusters;

    /// <summary>On these all stories agree.</summary>
    public List<Thing> Things => _things;

    public void Add(Cluster cluster) => _clusters.Add(cluster);

    public Cluster? Of(string session)
    {
        foreach (Cluster cluster in _clusters)
            if (cluster.Sessions.Contains(session)) return cluster;
        return null;
    }

    /// <summary>One cluster of all that may have had part in something.</summary>
    public Cluster Gather(List<string> sessions, ShelfEvidence? seen)
    {
        Cluster? all = null;
        for (int i = 0; i < _clusters.Count; i++)
        {
            Cluster cluster = _clusters[i];
            if (!cluster.Sessions.Exists(sessions.Contains) && (seen is null || !LiesThere(cluster, seen))) continue;
            _clusters.RemoveAt(i--);
            all = all is null ? cluster : Cluster.Join(all, cluster, storiesMax);
        }
        foreach (string session in sessions)
        {
            if (all is not null && all.Sessions.Contains(session)) continue;
            Cluster alone = Cluster.Of(session, CartState.Empty);
            all = all is null ? alone : Cluster.Join(all, alone, storiesMax);
        }
        all ??= new Cluster([], [new Hypothesis(0, [], [], null)]);
        if (seen is not null) TakeIn(all, seen);
        _clusters.Add(all);
        return all;
    }

    private static bool LiesThere(Cluster cluster, ShelfEvidence seen)
    {
        foreach (Hypothesis h in cluster.Stories)
            foreach (Thing thing in h.Things)
                if (thing.Overlaps(seen.Shelf, seen.FirstPlate, seen.LastPlate)) return true;
        return false;
    }

    /// <summary>What lies there for sure becomes part of every story: one of them may take it up.</summary>
    private void TakeIn(Cluster cluster, ShelfEvidence seen)
    {
        List<Thing> there = _things.FindAll(t => t.Overlaps(seen.Shelf, seen.FirstPlate, seen.LastPlate));
        if (there.Count == 0) return;
        foreach (Thing thing in there) _things.Remove(thing);
        var stories = new List<Hypothesis>(cluster.Stories.Count);
        foreach (Hypothesis h in cluster.Stories)
            stories.Add(new Hypothesis(h.Log, h.Carts, Cluster.Sorted([.. h.Things, .. there]), h.Past));
        cluster.Prune(stories, storiesMax);
    }

    /// <summary>What all stories agree on needs no telling in all of them: it stands by itself again.</summary>
    public void Untangle(Cluster cluster)
    {
        foreach (Thing thing in cluster.Best.Things.ToArray())
        {
            if (!cluster.Stories.TrueForAll(h => h.Things.Contains(thing))) continue;
            Lay(thing);
            var without = new List<Hypothesis>(cluster.Stories.Count);
            foreach (Hypothesis h in cluster.Stories)
            {
                var left = new List<Thing>(h.Things);
                left.Remove(thing);
                without.Add(new Hypothesis(h.Log, h.Carts, [.. left], h.Past));
            }
            cluster.Prune(without, storiesMax);
        }
        for (int i = cluster.Sessions.Count - 1; i >= 0 && cluster.Sessions.Count > 1; i--)
        {
            if (cluster.Agreed(i) is not { } cart) continue;
            string session = cluster.Sessions[i];
            cluster.Remove(session, storiesMax);
            _clusters.Add(Cluster.Of(session, cart));
        }
        if (cluster.Sessions.Count == 0) Abandon(cluster);
    }

    private void Abandon(Cluster cluster)
    {
        bool open = cluster.Stories.Count > 1;
        if (!open)
        {
            foreach (Thing thing in cluster.Best.Things) Lay(thing);
            _clusters.Remove(cluster);
            return;
        }
        int abandoned = 0;
        Cluster? oldest = null;
        foreach (Cluster c in _clusters)
        {
            if (c.Sessions.Count > 0) continue;
            oldest ??= c;
            abandoned++;
        }
        if (abandoned <= AbandonedMax || oldest is null) return;
        foreach (Thing thing in oldest.Best.Things) Lay(thing);
        _clusters.Remove(oldest);
    }

    public void Lay(Thing thing)
    {
        if (_things.Count >= ThingsMax) _things.RemoveAt(0);
        _things.Add(thing);
    }
}
