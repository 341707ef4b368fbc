namespace O4O.Simulator.Simulation;

/// <summary>When nothing of one device reached the edge, and why: kept for the truth.</summary>
/// <param name="leastUs">A hole shorter than this hides nothing.</param>
internal sealed class Hearing(long leastUs)
{
    private readonly List<Hole> _holes = [];
    private long _heardUs = long.MinValue;
    private string? _cause;

    /// <summary>A time of which nothing was heard.</summary>
    /// <param name="FromUs">The last moment before that was told of.</param>
    /// <param name="ToUs">The first after.</param>
    /// <param name="Cause">Why, a name of <see cref="Truths.TruthFault"/>.</param>
    public readonly record struct Hole(long FromUs, long ToUs, string Cause);

    /// <summary>Something got lost. The first cause named, save mere loss, is the hole's.</summary>
    public void Miss(string cause)
    {
        if (_cause is null or Truths.TruthFault.LostMessages) _cause = cause;
    }

    /// <summary>A message came through.</summary>
    /// <param name="fromUs">The first moment that it tells of.</param>
    /// <param name="toUs">The last.</param>
    public void Hear(long fromUs, long toUs)
    {
        if (_cause is not null && _heardUs > long.MinValue && fromUs - _heardUs >= leastUs) _holes.Add(new Hole(_heardUs, fromUs, _cause));
        (_heardUs, _cause) = (toUs, null);
    }

    /// <summary>All holes that have a moment in common with this time, in their order.</summary>
    public List<Hole> AllDuring(long fromUs, long toUs)
    {
        var holes = new List<Hole>();
        foreach (Hole hole in _holes)
            if (hole.FromUs < toUs && hole.ToUs > fromUs) holes.Add(hole);
        // Who never was heard was silent from the beginning.
        if (_cause is not null && (_heardUs == long.MinValue || (_heardUs < toUs && toUs - _heardUs >= leastUs))) holes.Add(new Hole(_heardUs, long.MaxValue, _cause));
        return holes;
    }

    /// <summary>The first hole that has a moment in common with this time; null when there is none.</summary>
    public Hole? During(long fromUs, long toUs)
    {
        foreach (Hole hole in _holes)
            if (hole.FromUs < toUs && hole.ToUs > fromUs) return hole;
        return _cause is not null && _heardUs < toUs && toUs - _heardUs >= leastUs ? new Hole(_heardUs, long.MaxValue, _cause) : null;
    }
}
