using O4O.Edge.Drivers.Journal;
using O4O.Edge.Store.Journal;
using StoreRecord = O4O.Edge.Store.Journal.JournalRecord;

namespace O4O.Edge.Host.Service;

/// <summary>The store's memory, read from the journal.</summary>
internal static class JournalHistory
{
    /// <summary>Every record with its sequence, from one on; null for a record of a kind that this version does not know.</summary>
    public static IEnumerable<(long Sequence, StoreRecord? Record)> Read(string directory, long fromSequence)
    {
        using JournalReader reader = JournalReader.Open(directory, fromSequence);
        while (TryRead(reader, out long sequence, out StoreRecord? record)) yield return (sequence, record);
    }

    private static bool TryRead(JournalReader reader, out long sequence, out StoreRecord? record)
    {
        bool any = reader.TryRead(out Drivers.Journal.JournalRecord raw);
        sequence = any ? raw.Sequence : 0;
        record = any ? JournalCodec.Read(raw.Payload, out _) : null;
        return any;
    }
}
