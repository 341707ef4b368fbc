using System.Text.Json.Serialization;

namespace O4O.Edge.Store.Journal;

/// <summary>A gate's answer to one scan. The gate moves only after this is on the disk.</summary>
/// <param name="AtUs">When.</param>
/// <param name="Gate">Device id of the gate.</param>
/// <param name="BootEpoch">The scan's boot epoch.</param>
/// <param name="Sequence">The scan's sequence: a repeated scan gets this same answer.</param>
/// <param name="Admit">Open or stay shut.</param>
/// <param name="Reason">Why, a word of <see cref="Gates.GateReasons"/>.</param>
/// <param name="Session">The visit, when admitted.</param>
/// <param name="Shopper">The code's subject, when its signature held.</param>
/// <param name="CodeId">The code's unique id, when its signature held: used up by an admission.</param>
/// <param name="CodeGoneUs">After this no clock within the allowed skew would accept the code: it may be forgotten.</param>
/// <param name="Party">How many may walk through.</param>
/// <param name="Staff">Somebody who works here; left out of the journal when false.</param>
public sealed record GateDecided(
    long AtUs, string Gate, uint BootEpoch, uint Sequence, bool Admit, string Reason, string? Session, string? Shopper,
    string? CodeId, long CodeGoneUs, int Party,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Staff = false) : JournalRecord(AtUs);
