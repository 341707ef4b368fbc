using System.Text.Json.Serialization;

namespace O4O.Edge.Store.Journal;

/// <summary>A visit began.</summary>
/// <param name="AtUs">When.</param>
/// <param name="Session">Its id: random to anybody who lacks the code, the same in every replay.</param>
/// <param name="Shopper">Whose cart it is.</param>
/// <param name="Party">How many people share it.</param>
/// <param name="Ordinal">Counts the store's visits from 1.</param>
/// <param name="Gate">The gate that opened for it, or null where no gate did.</param>
/// <param name="Staff">Somebody who works here and is never charged; left out of the journal when false.</param>
public sealed record SessionOpened(
    long AtUs, string Session, string Shopper, int Party, long Ordinal, string? Gate = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Staff = false) : JournalRecord(AtUs);
