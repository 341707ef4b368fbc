using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Stories;

/// <summary>
/// How likely it is, over all stories that went on at the last telling, that something happened at one event: the share of those in
/// whose past it did. Stories that became one before count for the past of the likelier.
/// </summary>
internal sealed class Odds
{
    private readonly List<(double Log, Chapter? Past)> _stories = [];

    /// <summary>These are the stories, before any of them is forgotten or goes on as one with another.</summary>
    public void Take(List<Hypothesis> stories)
    {
        _stories.Clear();
        foreach (Hypothesis h in stories) _stories.Add((h.Log, h.Past));
    }

    /// <summary>Nothing is open any more.</summary>
    public void Clear() => _stories.Clear();

    /// <summary>Posterior of one movement at one event; 0 where no story knows of it.</summary>
    public double Of(long number, StoryMove move)
    {
        double all = double.NegativeInfinity, such = double.NegativeInfinity;
        foreach ((double log, Chapter? past) in _stories)
        {
            all = Elementary.LogAdd(all, log);
            if (Chapter.Find(past, number) is not { } chapter) continue;
            if (Same(chapter.First, move) || Same(chapter.Second, move)) such = Elementary.LogAdd(such, log);
        }
        return such == double.NegativeInfinity ? 0 : Math.Min(1, Elementary.Exp(such - all));
    }

    /// <summary>The journal does not say whether a product was at home: what differs in nothing else is the same movement.</summary>
    private static bool Same(StoryMove? told, StoryMove move) => told is { } t && (t with { AtHome = move.AtHome }) == move;
}
