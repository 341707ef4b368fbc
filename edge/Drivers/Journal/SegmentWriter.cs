namespace O4O.Edge.Drivers.Journal;

/// <summary>The newest segment, as the flush thread writes it: seal, write, flush, roll. One thread only.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private static readonly byte[] Zeros = new byte[64 << 10];

    private readonly IJournalStorage _storage;
    private readonly JournalOptions _options;
    private IJournalFile _file;
    private SegmentHeader _header;
    private long _end;
    private long _allocated;

    private SegmentWriter(IJournalStorage storage, JournalOptions options, IJournalFile file, SegmentHeader header, long end)
    {
        _storage = storage;
        _options = options;
        _file = file;
        _header = header;
        _end = end;
        _allocated = file.Length;
    }

    /// <summary>Segments begun since the journal was opened.</summary>
    public long Rolls { get; private set; }

    /// <summary>Continues behind what the recovery left, or begins the first segment.</summary>
    public static SegmentWriter Open(IJournalStorage storage, JournalOptions options, long lastSequence)
    {
        var numbers = SegmentName.NumbersIn(storage);
        if (numbers.Count == 0)
        {
            var created = Create(storage, options, 1, lastSequence + 1, out var first);
            return new SegmentWriter(storage, options, created, first, SegmentHeader.Bytes);
        }

        var number = numbers[^1];
        long end;
        SegmentHeader header;
        using (var walk = new JournalWalk(storage, number, oneSegment: true))
        {
            while (walk.TryNext(out _, out _))
            {
            }

            end = walk.Tail.Offset;
            header = walk.Header ?? throw new JournalException(
                JournalFault.Corrupt, SegmentName.Of(number), 0, walk.Tail.Reason, "The file changed while it was opened: check the disk");
        }

        var file = storage.Open(SegmentName.Of(number), writable: true);
        return new SegmentWriter(storage, options, file, header, end);
    }

    /// <summary>
    /// Writes and flushes as many of these frames as the segment holds, rolling first when it holds none. Returns the
    /// bytes taken; <paramref name="durable"/> moves to the last record that is now on the disk.
    /// </summary>
    public int Flush(Span<byte> frames, ref long durable)
    {
        if (_end + SizeOfFirst(frames) > _options.MaxSegmentBytes)
        {
            Roll(durable + 1);
        }

        var taken = 0;
        var last = durable;
        while (taken < frames.Length)
        {
            var rest = frames[taken..];
            var size = SizeOfFirst(rest);
            if (_end + taken + size > _options.MaxSegmentBytes)
            {
                break;
            }

            Frame.Seal(rest[..size], durable, _header.Checksum);
            last = Frame.SequenceOf(rest);
            taken += size;
        }

        Preallocate(_end + taken);
        _file.Write(_end, frames[..taken]);
        _file.Flush(metadata: false);
        _end += taken;
        _allocated = Math.Max(_allocated, _end);
        durable = last;
        return taken;
    }

    /// <summary>Gives back the zeros written ahead, so that a journal stopped in peace ends with its last record.</summary>
    public void Trim()
    {
        if (_allocated > _end)
        {
            _file.SetLength(_end);
            _file.Flush(metadata: true);
            _allocated = _end;
        }
    }

    public void Dispose() => _file.Dispose();

    private static int SizeOfFirst(ReadOnlySpan<byte> frames) => Frame.SizeOf(Frame.LengthOf(frames));

    /// <summary>Everything before is durable and exact before the next segment's name exists: only the newest can be torn.</summary>
    private void Roll(long firstSequence)
    {
        Trim();
        var next = Create(_storage, _options, _header.Number + 1, firstSequence, out var header);
        _file.Dispose();
        _file = next;
        _header = header;
        _end = SegmentHeader.Bytes;
        _allocated = SegmentHeader.Bytes;
        Rolls++;
    }

    private static IJournalFile Create(
        IJournalStorage storage, JournalOptions options, long number, long firstSequence, out SegmentHeader header)
    {
        var file = storage.Create(SegmentName.Of(number));
        Span<byte> bytes = stackalloc byte[SegmentHeader.Bytes];
        header = SegmentHeader.Write(bytes, number, firstSequence, options.Store);
        var made = false;
        try
        {
            file.Write(0, bytes);
            file.Flush(metadata: true);
            storage.FlushDirectory();
            made = true;
            return file;
        }
        finally
        {
            if (!made)
            {
                file.Dispose(); // the disk refused: nobody else will
            }
        }
    }

    /// <summary>
    /// Keeps written zeros ahead of the records: a flush then overwrites blocks that exist, and changes no metadata.
    /// A full disk shows here, before any part of a record is written.
    /// </summary>
    private void Preallocate(long needed)
    {
        if (_options.PreallocateBytes == 0 || needed <= _allocated)
        {
            return;
        }

        var target = Math.Min(needed + _options.PreallocateBytes, _options.MaxSegmentBytes);
        while (_allocated < target)
        {
            var part = (int)Math.Min(Zeros.Length, target - _allocated);
            _file.Write(_allocated, Zeros.AsSpan(0, part));
            _allocated += part;
        }
    }
}
