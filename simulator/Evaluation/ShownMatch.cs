using O4O.Simulator.Truths;

namespace O4O.Simulator.Evaluation;

/// <summary>
/// What was shown before it was decided, held against the actions: right when that shopper took, or put back, so many of that product
/// on that shelf within a second (a slow lift: from its beginning to its end). What is shown twice is right once.
/// </summary>
internal static class ShownMatch
{
    /// <summary>Adds to the tallies. A wrong line belongs to the kind of the nearest action on its shelf within three seconds.</summary>
    public static void Count(Truth truth, IReadOnlyList<ShownLine> shown, Tally all, Func<string, Tally> kind)
    {
        var used = new bool[truth.Actions.Count];
        foreach (ShownLine line in shown)
        {
            int at = Find(truth.Actions, line, used);
            if (at >= 0) used[at] = true;
            string? scene = at >= 0 ? truth.Actions[at].Scene : EventMatch.Nearest(truth.Actions, line.Gondola, line.Shelf, line.TimeUs)?.Scene;
            Note(all, line, at >= 0);
            if (scene is not null) Note(kind(scene), line, at >= 0);
        }
    }

    private static int Find(IReadOnlyList<TruthAction> actions, in ShownLine line, bool[] used)
    {
        int nearest = -1;
        for (int i = 0; i < actions.Count; i++)
        {
            TruthAction action = actions[i];
            bool same = !used[i] && action.Kind == (line.Quantity > 0 ? TruthAction.Pick : TruthAction.Return) && action.Gondola == line.Gondola
                && action.Shelf == line.Shelf && action.Shopper == line.Shopper && action.Gtin == line.Gtin && action.Quantity == Math.Abs(line.Quantity);
            if (!same || EventMatch.Apart(action, line.TimeUs) > EventMatch.WindowUs) continue;
            if (nearest < 0 || EventMatch.Apart(action, line.TimeUs) < EventMatch.Apart(actions[nearest], line.TimeUs)) nearest = i;
        }
        return nearest;
    }

    private static void Note(Tally tally, in ShownLine line, bool right)
    {
        tally.Shown++;
        if (!right) return;
        tally.ShownRight++;
        tally.ShownMs.Add(line.ShownAfterMs);
    }
}
