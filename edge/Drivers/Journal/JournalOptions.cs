using System.Text;

namespace O4O.Edge.Drivers.Journal;

/// <summary>How a journal is kept. Ranges are checked when the journal is opened.</summary>
public sealed record JournalOptions
{
    /// <summary>The store that the journal belongs to, 1 to 64 bytes of UTF-8; a journal of another store is refused.</summary>
    public required string Store { get; init; }

    /// <summary>A segment is rolled before it would exceed this: 4 KiB to 1 GiB, default 64 MiB.</summary>
    public long MaxSegmentBytes { get; init; } = 64L << 20;

    /// <summary>The longest payload taken: 1 byte to 16 MiB, default 1 MiB; a segment and a buffer must hold one.</summary>
    public int MaxRecordBytes { get; init; } = 1 << 20;

    /// <summary>Each of the two buffers, 4 KiB to 256 MiB, default 4 MiB: what may wait for one flush. Full means back-pressure.</summary>
    public int BufferBytes { get; init; } = 4 << 20;

    /// <summary>
    /// Zeros written ahead of the records, so that a flush changes no metadata: 0 (off) to 64 MiB, default 1 MiB.
    /// The README has the measurement.
    /// </summary>
    public int PreallocateBytes { get; init; } = 1 << 20;

    /// <summary>Throws <see cref="ArgumentException"/> naming the first option out of its range.</summary>
    public void Validate()
    {
        var storeBytes = Encoding.UTF8.GetByteCount(Store ?? "");
        Range(nameof(Store), storeBytes, 1, SegmentHeader.MaxStoreBytes);
        Range(nameof(MaxSegmentBytes), MaxSegmentBytes, 4 << 10, 1 << 30);
        Range(nameof(MaxRecordBytes), MaxRecordBytes, 1, Frame.MaxPayloadBytes);
        Range(nameof(BufferBytes), BufferBytes, 4 << 10, 256 << 20);
        Range(nameof(PreallocateBytes), PreallocateBytes, 0, 64 << 20);
        var frameBytes = Frame.SizeOf(MaxRecordBytes);
        Range(nameof(MaxRecordBytes) + " as a frame", frameBytes, 0, Math.Min(BufferBytes, MaxSegmentBytes - SegmentHeader.Bytes));
    }

    private static void Range(string name, long value, long min, long max)
    {
        if (value < min || value > max)
        {
            throw new ArgumentException($"journal option {name}: {value} is outside {min} to {max}");
        }
    }
}
