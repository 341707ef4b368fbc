namespace O4O.Edge.Tests.Drivers.Mcap;

/// <summary>A disk that is full after some bytes, until it is healed: writes what fits, then throws.</summary>
internal sealed class FaultyStream(Stream inner, long failAfterBytes) : Stream
{
    private long _left = failAfterBytes;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        int fits = (int)Math.Min(_left, buffer.Length);
        inner.Write(buffer[..fits]);
        _left -= fits;
        if (fits < buffer.Length)
        {
            throw new IOException("No space left on device");
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
