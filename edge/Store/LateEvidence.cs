using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store;

/// <summary>What is judged when all of it has come, a second or two after it happened: looks into hands, exchanges over a shelf, meetings of hands.</summary>
internal sealed class LateEvidence(LateSight sight, ExchangeJudge exchanges, MeetingJudge meetings)
{
    /// <summary>Of something up to this moment not all has been seen.</summary>
    public bool Waits(StoreTime until) => sight.Waits(until) || exchanges.Waits(until) || meetings.Waits(until);

    /// <summary>Judges what can be judged now.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="pending">Changes that are not decided: an exchange beside one is judged after it.</param>
    /// <param name="all">Nothing more will come.</param>
    public void Decide(StoreTime now, PendingChanges pending, bool all = false)
    {
        sight.Decide(now, all);
        exchanges.Decide(now, pending, all);
        meetings.Decide(now, all);
    }
}
