using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store.Provisional;

/// <summary>
/// What a rough change most likely is: the same evidence as for the decision, as far as it has come. Asks the stories what carts may
/// hold, and lets none of them go on.
/// </summary>
internal sealed class ProvisionalJudge(
    EvidenceFinder evidence, ProvisionalOptions options, StoreState state, Story story, LateSight sight)
{
    private readonly List<double> _logs = [];

    /// <summary>Movements that are likely enough to be shown, with their probability.</summary>
    /// <param name="change">A rough change.</param>
    /// <param name="into">Receives them.</param>
    public void Judge(ShelfChange change, List<(StoryMove Move, double Probability)> into)
    {
        List<Hand> hands = evidence.Hands(change);
        if (hands.Count == 0) return;
        ShelfEvidence seen = evidence.Find(0, change, evidence.Explain(change), hands);
        double all = double.NegativeInfinity;
        _logs.Clear();
        foreach (StoryOption option in seen.Options)
        {
            double log = option.Score + sight.Now(option, change.Lift) + Carts(option.First, seen) + Carts(option.Second, seen);
            _logs.Add(log);
            all = Elementary.LogAdd(all, log);
        }
        foreach (StoryOption option in seen.Options)
        {
            Consider(option.First, seen, all, into);
            Consider(option.Second, seen, all, into);
        }
    }

    private void Consider(StoryMove? move, ShelfEvidence seen, double all, List<(StoryMove Move, double Probability)> into)
    {
        if (move is not { Item.IsKnown: true, Session: { } id } m || state.FindOpen(id) is not { Staff: false }) return;
        m = m with { AtHome = true }; // nobody is shown where it stood
        foreach ((StoryMove known, _) in into)
            if (known == m) return;
        double such = double.NegativeInfinity;
        for (int o = 0; o < seen.Options.Count; o++)
            if (Is(seen.Options[o].First, m) || Is(seen.Options[o].Second, m)) such = Elementary.LogAdd(such, _logs[o]);
        double probability = Elementary.Exp(such - all) * FromCart(m);
        if (probability >= options.ShownFrom) into.Add((m, Math.Min(0.999, probability)));
    }

    private static bool Is(StoryMove? move, StoryMove wanted) => move is { } m && m with { AtHome = true } == wanted;

    /// <summary>How likely what was put down came out of that cart: what did not is nobody's, and is not shown.</summary>
    private double FromCart(StoryMove move)
    {
        if (move.Taken > 0) return 1;
        double has = story.Holds(move.Session!, move.Item.Product, -move.Taken);
        return has / (has + (1 - has) * Elementary.Exp(Plot.FromNowhere));
    }

    /// <summary>What carts and things say of a movement: a put-back comes from a cart, and what is not sold there was put there.</summary>
    private double Carts(StoryMove? move, ShelfEvidence seen)
    {
        if (move is not { Item.IsKnown: true } m) return 0;
        if (m.Taken < 0)
        {
            double has = m.Session is null ? 0 : story.Holds(m.Session, m.Item.Product, -m.Taken);
            return Elementary.Log(has + (1 - has) * Elementary.Exp(Plot.FromNowhere));
        }
        if (m.AtHome) return 0;
        foreach (Thing thing in evidence.Lying)
            if (thing.Item == m.Item && thing.Overlaps(seen.Shelf, seen.FirstPlate, seen.LastPlate)) return 0;
        return Plot.NotThere;
    }
}
