using O4O.Edge.Store.Journal;

namespace O4O.Edge.Host.Replay;

/// <summary>One thing that was told of an event.</summary>
/// <param name="Record">An <see cref="Interaction"/> or a <see cref="HandedOver"/>.</param>
/// <param name="Revision">Null where it was told the first time, else a word of <see cref="Interaction"/>.</param>
/// <param name="Stands">It was not taken back later, nor does it take something back.</param>
internal sealed record Telling(JournalRecord Record, string? Revision, bool Stands)
{
    /// <summary>Finds out what still stands. A telling is taken back by the same one with the opposite quantity, the oldest first.</summary>
    /// <param name="records"><see cref="Interaction"/> and <see cref="HandedOver"/>, in the order of the journal.</param>
    public static List<Telling> Of(IReadOnlyList<JournalRecord> records)
    {
        var tellings = new List<Telling>(records.Count);
        var standing = new Dictionary<(long, string?, string?, string?, int), Queue<int>>();
        var firstUs = new Dictionary<long, long>(); // when a meeting was first told of
        foreach (JournalRecord record in records)
        {
            string? revision = record switch
            {
                Interaction i => i.Revision,
                HandedOver { Quantity: < 0 } => Interaction.Withdrawn,
                HandedOver h => firstUs.TryGetValue(h.Meeting, out long us) && us < h.AtUs ? Interaction.Added : null,
                _ => throw new ArgumentException($"{record.GetType().Name} tells of no event", nameof(records)),
            };
            bool stands = revision != Interaction.Withdrawn;
            if (stands)
            {
                if (!standing.TryGetValue(Key(record, 1), out Queue<int>? same)) standing[Key(record, 1)] = same = new();
                same.Enqueue(tellings.Count);
            }
            else if (standing.TryGetValue(Key(record, -1), out Queue<int>? told) && told.TryDequeue(out int at)) tellings[at] = tellings[at] with { Stands = false };
            if (record is HandedOver met) firstUs.TryAdd(met.Meeting, met.AtUs);
            tellings.Add(new Telling(record, revision, stands));
        }
        return tellings;
    }

    private static (long, string?, string?, string?, int) Key(JournalRecord record, int sign) => record switch
    {
        Interaction i => (i.Event, i.Session, null, i.Gtin, sign * i.Quantity),
        HandedOver h => (-h.Meeting, h.From, h.To, h.Gtin, sign * h.Quantity),
        _ => default,
    };
}
