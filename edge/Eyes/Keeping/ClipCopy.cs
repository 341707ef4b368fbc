using System.Buffers;

namespace O4O.Edge.Eyes.Keeping;

/// <summary>Pictures copied out of a ring, in a pooled buffer that is overwritten when they are done with.</summary>
internal sealed class ClipCopy(byte[] bytes, int count) : IDisposable
{
    public byte[] Bytes { get; } = bytes;

    /// <summary>When each was captured, and where it lies.</summary>
    public (long CapturedUs, int At, int Length)[] Pictures { get; } = new (long, int, int)[count];

    public ReadOnlySpan<byte> this[int picture] => Bytes.AsSpan(Pictures[picture].At, Pictures[picture].Length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(Bytes, clearArray: true);
}
