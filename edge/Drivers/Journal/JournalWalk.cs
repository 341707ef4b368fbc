namespace O4O.Edge.Drivers.Journal;

/// <summary>
/// All records of a journal in order, segment by segment, and what ends them. Shared by the reader, the verifier and
/// the writer's recovery, so that all three agree on what is good.
/// </summary>
internal sealed class JournalWalk : IDisposable
{
    private readonly IJournalStorage _storage;
    private readonly bool _oneSegment;
    private SegmentScan? _scan;
    private long _number;
    private long _closedSegmentsBytes;

    /// <summary>Begins with the segment <paramref name="first"/>; <paramref name="oneSegment"/> when it shall end with it.</summary>
    public JournalWalk(IJournalStorage storage, long first, bool oneSegment)
    {
        _storage = storage;
        _number = first;
        _oneSegment = oneSegment;
        Tail = new JournalTail(JournalTailState.Clean, SegmentName.Of(first), 0, "", 0, 0);
    }

    /// <summary>What ended the walk, once <see cref="TryNext"/> has said no.</summary>
    public JournalTail Tail { get; private set; }

    /// <summary>The header of the segment that was read last; null before there was one.</summary>
    public SegmentHeader? Header { get; private set; }

    /// <summary>The sequence that the next record must have; 1 before any segment was read.</summary>
    public long NextSequence { get; private set; } = 1;

    /// <summary>Segments whose header was good.</summary>
    public int Segments { get; private set; }

    /// <summary>Bytes of good headers and records so far.</summary>
    public long Bytes => _closedSegmentsBytes + (_scan?.Offset ?? 0);

    /// <summary>The next record; the payload lives until the next call. False at the end, or at what <see cref="Tail"/> says.</summary>
    public bool TryNext(out long sequence, out ReadOnlySpan<byte> payload)
    {
        while (_scan is not null || TryOpen())
        {
            if (TryScan(out sequence, out payload))
            {
                return true;
            }

            var hasNext = HasLaterSegment();
            // A live writer may have finished a record, or the segment, between the two looks.
            if (TryScan(out sequence, out payload))
            {
                return true;
            }

            Tail = _scan!.JudgeTail();
            if (Tail.State == JournalTailState.Corrupt && TryScan(out sequence, out payload))
            {
                return true;
            }

            if (!hasNext)
            {
                return false;
            }

            if (Tail.State != JournalTailState.Clean || Tail.UnusedBytes > 0)
            {
                var reason = Tail.Reason.Length > 0 ? Tail.Reason : $"{Tail.UnusedBytes} zeros behind the last record";
                Tail = Tail with { State = JournalTailState.Corrupt, Reason = reason + "; and a later segment follows" };
                return false;
            }

            CloseSegment();
            _number++;
        }

        sequence = 0;
        payload = default;
        return false;
    }

    public void Dispose() => CloseSegment();

    /// <summary>Any later one: when it is not the very next, opening that finds it missing.</summary>
    private bool HasLaterSegment() => !_oneSegment && SegmentName.NumbersIn(_storage) is [.., var newest] && newest > _number;

    private bool TryScan(out long sequence, out ReadOnlySpan<byte> payload)
    {
        var found = _scan!.TryNext(out sequence, out payload);
        NextSequence = _scan.NextSequence;
        return found;
    }

    private void CloseSegment()
    {
        _closedSegmentsBytes += _scan?.Offset ?? 0;
        _scan?.Dispose();
        _scan = null;
    }

    private bool TryOpen()
    {
        var name = SegmentName.Of(_number);
        if (!_storage.Exists(name))
        {
            Tail = new JournalTail(JournalTailState.Corrupt, name, 0, "the segment is missing", 0, 0);
            return false;
        }

        var file = _storage.Open(name, writable: false);
        Span<byte> buffer = stackalloc byte[SegmentHeader.Bytes];
        var bytes = buffer[..file.Read(0, buffer)];
        var header = SegmentHeader.Read(bytes, out var fault);
        if (header is null)
        {
            Tail = JudgeBadHeader(file, name, bytes, fault);
            // A live writer may have begun the segment between the two looks; then its header is whole by now.
            header = Tail.State == JournalTailState.Corrupt
                ? SegmentHeader.Read(buffer[..file.Read(0, buffer)], out fault)
                : null;
        }

        if (header is null)
        {
            file.Dispose();
            return false;
        }

        fault = Mismatch(header);
        if (fault.Length > 0)
        {
            Tail = new JournalTail(JournalTailState.Corrupt, name, 0, fault, file.Length, 0);
            file.Dispose();
            return false;
        }

        _scan = new SegmentScan(file, header, name);
        Header = header;
        NextSequence = header.FirstSequence;
        Segments++;
        return true;
    }

    private string Mismatch(SegmentHeader header) => header switch
    {
        _ when header.Number != _number => $"the file header says segment {header.Number}, the name says {_number}",
        _ when header.FirstSequence < 1 => $"the file header says first sequence {header.FirstSequence}",
        _ when Header is not null && header.FirstSequence != NextSequence =>
            $"the segment begins with sequence {header.FirstSequence} where {NextSequence} belongs",
        _ when Header is not null && header.Store != Header.Store =>
            $"the segment belongs to store '{header.Store}', the one before to '{Header.Store}'",
        _ => "",
    };

    /// <summary>
    /// A segment's header is durable before its first record is written: a bad header with nothing behind it, in the
    /// newest segment, is a segment that never came to be.
    /// </summary>
    private JournalTail JudgeBadHeader(IJournalFile file, string name, ReadOnlySpan<byte> header, string fault)
    {
        var empty = new SegmentScan(file, new SegmentHeader(_number, 1, "", 0), name).JudgeTail();
        var followsNothing = !_oneSegment && Header is null && _number > 1;
        var torn = !HasLaterSegment() && !followsNothing && empty.State == JournalTailState.Clean;
        var headerData = header.LastIndexOfAnyExcept((byte)0) + 1;
        return new JournalTail(
            torn ? JournalTailState.Torn : JournalTailState.Corrupt,
            name,
            0,
            fault,
            torn ? headerData : file.Length,
            file.Length - headerData);
    }
}
