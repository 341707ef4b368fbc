namespace O4O.Edge.Drivers.Journal;

/// <summary>A writer's counters since it was opened.</summary>
/// <param name="Records">Records that are durable.</param>
/// <param name="Bytes">Their bytes in the file.</param>
/// <param name="Flushes">Writes with their flush: one a group, one more where a group crosses segments.</param>
/// <param name="MaxRecordsPerFlush">The largest group.</param>
/// <param name="Waits">Times that <see cref="JournalWriter.Append"/> waited for room.</param>
/// <param name="Rolls">Segments begun.</param>
/// <param name="LastFlushUs">The last write and flush, microseconds.</param>
/// <param name="MaxFlushUs">The longest.</param>
/// <param name="FlushP50Us">Half were at most this: the upper edge of a power-of-two bucket.</param>
/// <param name="FlushP99Us">99 in 100 were at most this.</param>
public readonly record struct JournalCounters(
    long Records,
    long Bytes,
    long Flushes,
    long MaxRecordsPerFlush,
    long Waits,
    long Rolls,
    long LastFlushUs,
    long MaxFlushUs,
    long FlushP50Us,
    long FlushP99Us);
