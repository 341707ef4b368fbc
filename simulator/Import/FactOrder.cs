namespace O4O.Simulator.Import;

/// <summary>
/// Puts facts in the order of their arrival, and numbers them as their devices would have: in the order in which they were
/// sensed. So a document that is stored twice is the same message twice, and one that came late has a number that is
/// already past, both of which the edge knows how to take.
/// </summary>
internal static class FactOrder
{
    /// <summary>
    /// Numbers and sorts. Weights come without a pause, each message where the one before ends, so a hole in their times is
    /// a hole in their numbers. Frames have no fixed rate: each further moment is the next number.
    /// </summary>
    /// <param name="facts">All documents, files one after another, each in its own order; ends up in order of arrival, ties as they came.</param>
    public static void Arrange(FactReference[] facts)
    {
        var byOrigin = new int[facts.Length];
        for (int i = 0; i < byOrigin.Length; i++) byOrigin[i] = i;
        Array.Sort(byOrigin, (a, b) => Compare(facts[a].Times.OriginUs, facts[b].Times.OriginUs, a, b));
        var last = new Dictionary<int, FactReference>();
        foreach (int i in byOrigin)
        {
            ref FactReference fact = ref facts[i];
            if (last.TryGetValue(fact.Gondola, out FactReference before)) fact.Sequence = before.Sequence + Step(before, fact);
            last[fact.Gondola] = fact;
        }
        var byArrival = new int[facts.Length];
        for (int i = 0; i < byArrival.Length; i++) byArrival[i] = i;
        Array.Sort(byArrival, (a, b) => Compare(facts[a].Times.LogUs, facts[b].Times.LogUs, a, b));
        var sorted = new FactReference[facts.Length];
        for (int i = 0; i < sorted.Length; i++) sorted[i] = facts[byArrival[i]];
        sorted.CopyTo(facts, 0);
    }

    private static uint Step(in FactReference before, in FactReference fact)
    {
        long apart = fact.Times.OriginUs - before.Times.OriginUs;
        if (apart == 0) return 0;
        if (fact.Gondola == FactReference.People) return 1;
        return (uint)Math.Clamp((apart + before.SpanUs / 2) / before.SpanUs, 1, 1_000_000);
    }

    private static int Compare(long a, long b, int placeA, int placeB) => a != b ? a.CompareTo(b) : placeA.CompareTo(placeB);
}
