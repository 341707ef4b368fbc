using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using O4O.Edge.Recording;

namespace O4O.Edge.Host.Replay.Looking;

/// <summary>One number for all that eyes said: SHA-256 over topics, times and bytes of their messages, in order.</summary>
internal sealed class FactsDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _head = new byte[24];

    public void Add(in RecordedFact fact, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_head, fact.LogTime.Us);
        BinaryPrimitives.WriteInt64LittleEndian(_head.AsSpan(8), fact.DeviceTimeUs);
        BinaryPrimitives.WriteInt64LittleEndian(_head.AsSpan(16), payload.Length);
        _hash.AppendData(Encoding.UTF8.GetBytes(fact.Topic));
        _hash.AppendData(_head);
        _hash.AppendData(payload);
    }

    /// <summary>Hexadecimal; the end.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
