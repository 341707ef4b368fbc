namespace O4O.Edge.Drivers.Journal;

/// <summary>
/// Reads the records of a journal's directory, or of one segment file, in order. It needs no writer and disturbs none:
/// on a live journal <see cref="TryRead"/> says no at the end and may be asked again later. What it reads there may
/// not be durable yet: effects must wait for the writer's word.
/// </summary>
public sealed class JournalReader : IDisposable
{
    private readonly JournalWalk? _walk;
    private readonly IJournalStorage _storage;
    private readonly long _from;

    private JournalReader(IJournalStorage storage, JournalWalk? walk, long from)
    {
        _storage = storage;
        _walk = walk;
        _from = from;
    }

    internal JournalWalk? Walk => _walk;

    /// <summary>What ended the records when <see cref="TryRead"/> last said no; null for a directory without segments.</summary>
    public JournalTail? Tail => _walk?.Tail;

    /// <summary>The store that the journal belongs to; empty before the first segment was read.</summary>
    public string Store => _walk?.Header?.Store ?? "";

    /// <summary>Opens a directory or one segment file, at a sequence (1: from the beginning).</summary>
    /// <exception cref="IOException">The path does not exist or cannot be read.</exception>
    public static JournalReader Open(string path, long fromSequence = 1)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            return Directory.Exists(full)
                ? Open(new DiskStorage(full), fromSequence)
                : throw new FileNotFoundException($"no journal at {full}", full);
        }

        var storage = new DiskStorage(Path.GetDirectoryName(full)!);
        var number = SegmentName.NumberOf(Path.GetFileName(full))
            ?? throw new IOException($"{full} is not named like a journal segment (journal-00000001.o4oj)");
        return new JournalReader(storage, new JournalWalk(storage, number, oneSegment: true), fromSequence);
    }

    internal static JournalReader Open(IJournalStorage storage, long fromSequence)
    {
        var numbers = SegmentName.NumbersIn(storage);
        if (numbers.Count == 0)
        {
            return new JournalReader(storage, null, fromSequence);
        }

        var first = FirstSegmentFor(storage, numbers, fromSequence);
        return new JournalReader(storage, new JournalWalk(storage, first, oneSegment: false), fromSequence);
    }

    /// <summary>The next record. False at the end: <see cref="Tail"/> says whether it is clean or torn.</summary>
    /// <exception cref="JournalException">The journal is damaged here: what follows cannot be trusted.</exception>
    public bool TryRead(out JournalRecord record)
    {
        while (_walk is not null && _walk.TryNext(out var sequence, out var payload))
        {
            if (sequence >= _from)
            {
                record = new JournalRecord(sequence, payload);
                return true;
            }
        }

        record = default;
        if (_walk?.Tail is { State: JournalTailState.Corrupt } tail)
        {
            throw new JournalException(
                JournalFault.Corrupt,
                Path.Combine(_storage.Path, tail.File),
                tail.Offset,
                tail.Reason,
                "The records before are good; restore the file from a backup to read on");
        }

        return false;
    }

    public void Dispose() => _walk?.Dispose();

    /// <summary>The newest segment that begins at or before the sequence; segments before it need not be read.</summary>
    private static long FirstSegmentFor(IJournalStorage storage, List<long> numbers, long sequence)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Bytes];
        for (var i = numbers.Count - 1; i > 0; i--)
        {
            using var file = storage.Open(SegmentName.Of(numbers[i]), writable: false);
            var header = SegmentHeader.Read(bytes[..file.Read(0, bytes)], out _);
            if (header is not null && header.FirstSequence <= sequence)
            {
                return numbers[i];
            }
        }

        return numbers[0];
    }
}
