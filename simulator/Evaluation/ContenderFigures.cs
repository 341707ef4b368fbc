namespace O4O.Simulator.Evaluation;

/// <summary>The figures of one contender over several recordings, in all and by kind of action.</summary>
/// <param name="All">In all.</param>
/// <param name="Kinds">By the truth's scenes, in alphabetical order.</param>
public sealed record ContenderFigures(Figures All, IReadOnlyDictionary<string, Figures> Kinds)
{
    /// <summary>From the recordings' counts.</summary>
    public static ContenderFigures Of(IReadOnlyList<TripTally> trips)
    {
        ArgumentNullException.ThrowIfNull(trips);
        var kinds = new SortedDictionary<string, Figures>(StringComparer.Ordinal);
        foreach (string kind in trips.SelectMany(t => t.Kinds.Keys).Distinct(StringComparer.Ordinal))
            kinds.Add(kind, Figures.Of([.. trips.Select(t => t.Kinds.GetValueOrDefault(kind))]));
        return new ContenderFigures(Figures.Of([.. trips.Select(t => t.All)]), kinds);
    }
}
