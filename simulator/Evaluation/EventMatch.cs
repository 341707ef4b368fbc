using O4O.Simulator.Truths;

namespace O4O.Simulator.Evaluation;

/// <summary>
/// Weight events held against the actions that changed a shelf's weight: same shelf, same sign, at most a second apart (a slow
/// lift counts from its beginning to its end). Each event goes to one action, the nearest in time and mass first. What is left
/// over may still be right: one event may stand for several simultaneous actions when its mass is their sum, and several
/// events for one action of several units when their sum is its mass.
/// </summary>
internal static class EventMatch
{
    public const long WindowUs = 1_000_000;
    private const long NearUs = 3_000_000;
    private const double MassShare = 0.1, MassGrams = 5;

    /// <summary>Adds to the tallies. A false event belongs to the kind of the nearest action on its shelf within three seconds.</summary>
    public static void Count(Truth truth, IReadOnlyList<SeenEvent> events, Tally all, Func<string, Tally> kind)
    {
        TruthAction[] changes = [.. truth.Actions.Where(a => a.Kind is TruthAction.Pick or TruthAction.Return)];
        var ofEvent = new int[events.Count];
        var seen = new bool[changes.Length];
        Array.Fill(ofEvent, -1);
        MatchPairs(changes, events, ofEvent, seen);
        MatchSums(changes, events, ofEvent, seen);
        MatchExchanges(changes, events, ofEvent, seen);

        for (int c = 0; c < changes.Length; c++)
        {
            foreach (Tally tally in (ReadOnlySpan<Tally>)[all, kind(changes[c].Scene)])
            {
                tally.Changes++;
                if (seen[c]) tally.ChangesSeen++;
            }
        }
        for (int e = 0; e < events.Count; e++)
        {
            bool right = ofEvent[e] >= 0;
            Note(all, events[e], right);
            string? scene = right ? changes[ofEvent[e]].Scene : Nearest(truth.Actions, events[e].Gondola, events[e].Shelf, events[e].TimeUs)?.Scene;
            if (scene is not null) Note(kind(scene), events[e], right);
        }
    }

    private static void Note(Tally tally, in SeenEvent seen, bool right)
    {
        tally.Events++;
        if (!right) return;
        tally.EventsRight++;
        tally.DelaysMs.Add(seen.DecidedAfterMs);
    }

    private static void MatchPairs(TruthAction[] changes, IReadOnlyList<SeenEvent> events, int[] ofEvent, bool[] seen)
    {
        var pairs = new List<(double Cost, int Event, int Change)>();
        for (int e = 0; e < events.Count; e++)
            for (int c = 0; c < changes.Length; c++)
                if (Fits(changes[c], events[e])) pairs.Add((Cost(changes[c], events[e]), e, c));
        pairs.Sort();
        foreach ((_, int e, int c) in pairs)
        {
            if (ofEvent[e] >= 0 || seen[c]) continue;
            ofEvent[e] = c;
            seen[c] = true;
        }
    }

    private static void MatchSums(TruthAction[] changes, IReadOnlyList<SeenEvent> events, int[] ofEvent, bool[] seen)
    {
        for (int e = 0; e < events.Count; e++)
        {
            if (ofEvent[e] >= 0)
            {
                TruthAction own = changes[ofEvent[e]];
                SeenEvent one = events[e];
                int[] rest = [.. Enumerable.Range(0, changes.Length).Where(c => !seen[c] && Fits(changes[c], one))];
                if (rest.Length > 0 && SameMass(one.DeltaGrams, own.Grams + rest.Sum(c => changes[c].Grams)))
                    foreach (int c in rest) seen[c] = true;
                continue;
            }
            for (int c = 0; c < changes.Length; c++)
            {
                if (changes[c].Quantity < 2 || !seen[c] || !Fits(changes[c], events[e])) continue;
                double sum = Enumerable.Range(0, events.Count).Where(o => ofEvent[o] == c).Sum(o => events[o].DeltaGrams);
                if (!SameMass(sum + events[e].DeltaGrams, changes[c].Grams)) continue;
                ofEvent[e] = c;
                break;
            }
        }
    }

    /// <summary>One put down what another took: neither may have been seen as a change of its own.</summary>
    private static void MatchExchanges(TruthAction[] changes, IReadOnlyList<SeenEvent> events, int[] ofEvent, bool[] seen)
    {
        for (int e = 0; e < events.Count; e++)
        {
            if (!events[e].Exchange) continue;
            SeenEvent one = events[e];
            foreach ((int taken, int put) in
                from t in Enumerable.Range(0, changes.Length)
                where changes[t].Kind == TruthAction.Pick && Near(changes[t], one)
                from p in Enumerable.Range(0, changes.Length)
                where changes[p].Kind == TruthAction.Return && Near(changes[p], one)
                    && changes[p].Gtin == changes[t].Gtin && changes[p].Shopper != changes[t].Shopper
                orderby seen[t] && seen[p], Apart(changes[t], one.TimeUs) + Apart(changes[p], one.TimeUs)
                select (t, p))
            {
                ofEvent[e] = taken;
                seen[taken] = seen[put] = true;
                break;
            }
        }
    }

    private static bool Near(TruthAction change, in SeenEvent seen) =>
        change.Gondola == seen.Gondola && change.Shelf == seen.Shelf && Apart(change, seen.TimeUs) <= WindowUs;

    private static bool Fits(TruthAction change, in SeenEvent seen) =>
        !seen.Exchange && change.Gondola == seen.Gondola && change.Shelf == seen.Shelf
        && (change.Kind == TruthAction.Pick) == (seen.DeltaGrams < 0) && Apart(change, seen.TimeUs) <= WindowUs;

    private static double Cost(TruthAction change, in SeenEvent seen) =>
        Apart(change, seen.TimeUs) / (double)WindowUs + Math.Abs(Math.Abs(seen.DeltaGrams) - change.Grams) / Math.Max(change.Grams, MassGrams);

    private static bool SameMass(double deltaGrams, double grams) =>
        Math.Abs(Math.Abs(deltaGrams) - grams) <= Math.Max(MassGrams, MassShare * grams);

    /// <summary>How long a moment is before an action's beginning, or after its end; 0 within it, µs.</summary>
    public static long Apart(TruthAction action, long timeUs) =>
        Math.Max(0, Math.Max((action.BeganUs ?? action.TimeUs) - timeUs, timeUs - action.TimeUs));

    /// <summary>The action on a shelf that is nearest to a moment, within three seconds; null where there is none.</summary>
    public static TruthAction? Nearest(IReadOnlyList<TruthAction> actions, int gondola, int shelf, long timeUs)
    {
        TruthAction? nearest = null;
        long least = NearUs + 1;
        foreach (TruthAction action in actions)
        {
            bool here = action.Gondola == gondola && (action.Shelf == shelf || action.Kind == TruthAction.Knock);
            if (here && Apart(action, timeUs) is var apart && apart < least) (nearest, least) = (action, apart);
        }
        return nearest;
    }
}
