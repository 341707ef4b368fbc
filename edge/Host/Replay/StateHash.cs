using System.Buffers;
using System.Security.Cryptography;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Host.Replay;

/// <summary>One number for everything that was decided: SHA-256 over the journal records in order. Same facts, same hash.</summary>
public sealed class StateHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    /// <summary>Adds the next record.</summary>
    public void Add(JournalRecord record)
    {
        _buffer.ResetWrittenCount();
        JournalCodec.Write(record, _buffer);
        _hash.AppendData(_buffer.WrittenSpan);
    }

    /// <summary>The hash, hexadecimal; the end.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
