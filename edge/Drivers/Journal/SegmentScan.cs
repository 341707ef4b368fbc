using System.Numerics;

namespace O4O.Edge.Drivers.Journal;

/// <summary>Reads one segment from the front, through one reused window; it may be growing while it is read.</summary>
internal sealed class SegmentScan(IJournalFile file, SegmentHeader header, string name) : IDisposable
{
    private const int MinWindowBytes = 4 << 10;
    private const int MaxWindowBytes = 256 << 10; // grows past this only for a longer record

    private byte[] _window = new byte[Math.Clamp(file.Length, MinWindowBytes, MaxWindowBytes)];
    private long _windowAt;
    private int _windowUsed;

    public SegmentHeader Header => header;

    public string Name => name;

    /// <summary>The first byte behind the last good record.</summary>
    public long Offset { get; private set; } = SegmentHeader.Bytes;

    /// <summary>The sequence that the next record must have.</summary>
    public long NextSequence { get; private set; } = header.FirstSequence;

    /// <summary>Why there is no good record at <see cref="Offset"/>; empty at the exact end of the file.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>The next good record. False at the end or at a bad one; ask again when the file may have grown.</summary>
    public bool TryNext(out long sequence, out ReadOnlySpan<byte> payload)
    {
        var frame = FrameAt(Offset, out var fault);
        Fault = fault;
        if (frame.IsEmpty || Frame.SequenceOf(frame) != NextSequence)
        {
            if (!frame.IsEmpty)
            {
                Fault = $"a sound record has sequence {Frame.SequenceOf(frame)} where {NextSequence} belongs";
            }

            _windowUsed = 0; // what was read may be stale by the next call
            sequence = 0;
            payload = default;
            return false;
        }

        sequence = NextSequence++;
        payload = frame.Slice(Frame.HeaderBytes, Frame.LengthOf(frame));
        Offset += frame.Length;
        return true;
    }

    /// <summary>
    /// What the bytes at <see cref="Offset"/> are, once <see cref="TryNext"/> has said no. They are damage when they are
    /// a sound record out of its order, or when a later sound record says that this one had been durable; otherwise they
    /// are a write that never finished, of which any part may have reached the disk.
    /// </summary>
    public JournalTail JudgeTail()
    {
        var length = file.Length;
        var dataEnd = EndOfData(Offset, length);
        var unused = length - dataEnd;
        if (dataEnd == Offset)
        {
            return new JournalTail(JournalTailState.Clean, name, Offset, "", 0, unused);
        }

        var soundButMisplaced = !FrameAt(Offset, out _).IsEmpty;
        var witness = soundButMisplaced ? 0 : FindWitness(dataEnd);
        _windowUsed = 0;
        var state = soundButMisplaced || witness > 0 ? JournalTailState.Corrupt : JournalTailState.Torn;
        var reason = witness > 0
            ? $"{Fault}; it was durable before the sound record at byte {witness} was written"
            : Fault;
        return new JournalTail(state, name, Offset, reason, dataEnd - Offset, unused);
    }

    public void Dispose() => file.Dispose();

    /// <summary>Where the last byte that is not zero ends.</summary>
    private long EndOfData(long from, long length)
    {
        var end = from;
        for (var at = from; at < length;)
        {
            var bytes = Peek(at, (int)Math.Min(_window.Length, length - at));
            if (bytes.IsEmpty)
            {
                break;
            }

            var last = bytes.LastIndexOfAnyExcept((byte)0);
            end = last >= 0 ? at + last + 1 : end;
            at += bytes.Length;
        }

        return end;
    }

    /// <summary>The offset of a sound later record that calls the one at <see cref="Offset"/> durable; 0 when there is none.</summary>
    private long FindWitness(long dataEnd)
    {
        var lastPossible = NextSequence + ((dataEnd - Offset) / Frame.HeaderBytes);
        for (var at = Offset + Frame.Alignment; at + Frame.HeaderBytes <= dataEnd; at += Frame.Alignment)
        {
            var head = Peek(at, Frame.HeaderBytes);
            if (head.Length < Frame.HeaderBytes)
            {
                break;
            }

            var sequence = Frame.SequenceOf(head);
            var durable = Frame.DurableOf(head);
            // Plausibility first: a checksum at every eighth byte would be slow.
            if (sequence > NextSequence && sequence <= lastPossible && durable >= NextSequence && durable < sequence
                && !FrameAt(at, out _).IsEmpty)
            {
                return at;
            }
        }

        return 0;
    }

    /// <summary>The whole sound frame at an offset; empty with the reason when there is none.</summary>
    private ReadOnlySpan<byte> FrameAt(long offset, out string fault)
    {
        fault = "";
        var head = Peek(offset, Frame.HeaderBytes);
        if (head.Length < Frame.HeaderBytes)
        {
            fault = head.IsEmpty ? "" : $"the file ends inside a record's header: {head.Length} of {Frame.HeaderBytes} bytes";
            return default;
        }

        var length = Frame.LengthOf(head);
        if (length is < 0 or > Frame.MaxPayloadBytes)
        {
            fault = $"a record's length of {length} is outside 0 to {Frame.MaxPayloadBytes}";
            return default;
        }

        var size = Frame.SizeOf(length);
        var frame = Peek(offset, size);
        if (frame.Length < size)
        {
            fault = $"the file ends inside a record: {frame.Length} of {size} bytes";
            return default;
        }

        if (!Frame.IsSound(frame, header.Checksum))
        {
            fault = frame.IndexOfAnyExcept((byte)0) < 0 ? "zeros where a record belongs" : "a record's checksum does not match";
            return default;
        }

        return frame;
    }

    private ReadOnlySpan<byte> Peek(long offset, int count)
    {
        if (offset < _windowAt || offset + count > _windowAt + _windowUsed)
        {
            if (count > _window.Length)
            {
                _window = new byte[BitOperations.RoundUpToPowerOf2((uint)count)];
            }

            _windowUsed = file.Read(offset, _window);
            _windowAt = offset;
        }

        var from = (int)(offset - _windowAt);
        return _window.AsSpan(from, Math.Min(count, _windowUsed - from));
    }
}
