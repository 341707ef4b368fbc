using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Sources;

namespace O4O.Edge.Store;

/// <summary>Trips of those who have left: each waits until all that belongs to it has been told and judged, then it is settled.</summary>
internal sealed class Departures(
    SessionOptions options, StoreState state, MachineCounters counters, Checkout checkout, SourceBoard board, PendingChanges pending,
    LateEvidence late, BlindTimes unseen, Action<JournalRecord> emit)
{
    /// <summary>Settles whoever has left and of whom everything has been told, or waited for long enough.</summary>
    public void Settle(StoreTime now)
    {
        for (int i = 0; i < state.Open.Count; i++)
        {
            Session session = state.Open[i];
            if (session.State != SessionState.Leaving || session.Left is not { } left) continue;
            if (IsMissing(new StoreTime(left.LastSeenUs), now, out Source? behind))
            {
                if (now.Us - left.AtUs <= options.SettleLimitUs) continue;
                counters.SettledByLimit++;
                string missing = behind is null
                    ? "a weight change before leaving could not be decided in time" : $"{behind.Device} had not come to rest";
                emit(new DoubtRaised(now.Us, session.Id, 0, missing));
            }
            checkout.Settle(now, session);
            i--;
        }
    }

    /// <summary>
    /// Whether anything up to a moment has not been decided, or not been told by a shelf (then <paramref name="behind"/>).
    /// Asked after every fact while somebody is leaving: allocates nothing.
    /// </summary>
    private bool IsMissing(StoreTime time, StoreTime now, out Source? behind)
    {
        behind = null;
        if (pending.Any(time) || late.Waits(time) || unseen.Waits(time, now)) return true;
        behind = board.Behind(time);
        return behind is not null;
    }
}
