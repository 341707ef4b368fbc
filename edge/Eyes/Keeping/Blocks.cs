namespace O4O.Edge.Eyes.Keeping;

/// <summary>
/// Memory in blocks of one size, taken once and never more: pictures of any length lie in chains of them. What is freed is made
/// zero at once. Not for several threads at once.
/// </summary>
internal sealed class Blocks
{
    public const int BlockBytes = 2048;
    private const int End = -1;
    private readonly byte[] _bytes;
    private readonly int[] _next;
    private int _free;

    /// <param name="bytes">Rounded down to whole blocks; at least one.</param>
    public Blocks(long bytes)
    {
        int count = checked((int)Math.Max(1, bytes / BlockBytes));
        _bytes = new byte[count * BlockBytes];
        _next = new int[count];
        for (int i = 0; i < count; i++) _next[i] = i + 1 < count ? i + 1 : End;
        (Count, FreeCount) = (count, count);
    }

    public int Count { get; }

    public int FreeCount { get; private set; }

    public static int Needed(int bytes) => (bytes + BlockBytes - 1) / BlockBytes;

    /// <summary>Stores bytes, for which there must be room, and returns the first block of their chain.</summary>
    public int Store(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || Needed(bytes.Length) > FreeCount) throw new InvalidOperationException($"{bytes.Length} bytes have no room in {FreeCount} blocks");
        int first = _free, last = End;
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(BlockBytes, bytes.Length);
            bytes[..length].CopyTo(_bytes.AsSpan(_free * BlockBytes));
            bytes = bytes[length..];
            (last, _free) = (_free, _next[_free]);
            FreeCount--;
        }
        _next[last] = End;
        return first;
    }

    /// <summary>Copies a chain; its length fits exactly.</summary>
    public void Copy(int first, Span<byte> to)
    {
        for (int block = first; block != End; block = _next[block])
        {
            int length = Math.Min(BlockBytes, to.Length);
            _bytes.AsSpan(block * BlockBytes, length).CopyTo(to);
            to = to[length..];
        }
    }

    /// <summary>Frees a chain, and forgets what stood in it.</summary>
    public void Free(int first)
    {
        for (int block = first; block != End;)
        {
            _bytes.AsSpan(block * BlockBytes, BlockBytes).Clear();
            int next = _next[block];
            (_next[block], _free) = (_free, block);
            FreeCount++;
            block = next;
        }
    }
}
