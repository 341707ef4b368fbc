using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Store;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Provisional;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Replay;

/// <summary>What came out of a replay.</summary>
/// <param name="Store">The store of the recording.</param>
/// <param name="Machine">The machine as it stands at the end.</param>
/// <param name="Records">Everything it decided.</param>
/// <param name="Hash">State hash.</param>
/// <param name="Facts">Facts that went in.</param>
/// <param name="Refused">Facts that were foreign or malformed.</param>
/// <param name="First">Store time of the first fact.</param>
/// <param name="Last">Store time of the last.</param>
/// <param name="ElapsedSeconds">How long it took.</param>
/// <param name="End">How the file ended.</param>
/// <param name="Provisional">What was shown to people before it was decided, and when it went; no part of records and hash.</param>
/// <param name="Pictures">How many pictures each device has in the recording, and what they weigh.</param>
public sealed record ReplayResult(
    StoreFile Store, StoreMachine Machine, IReadOnlyList<JournalRecord> Records, string Hash, long Facts, long Refused,
    StoreTime First, StoreTime Last, double ElapsedSeconds, McapReadEnd End, IReadOnlyList<ProvisionalChange> Provisional,
    IReadOnlyDictionary<string, (long Count, long Bytes)> Pictures)
{
    public double RecordedSeconds => (Last - First) / (double)StoreTime.SecondUs;

    /// <summary>Speed over real time.</summary>
    public double Speed => ElapsedSeconds > 0 ? RecordedSeconds / ElapsedSeconds : 0;
}
