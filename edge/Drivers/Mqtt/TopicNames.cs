using System.Text;

namespace O4O.Edge.Drivers.Mqtt;

/// <summary>
/// Topic names by their UTF-8 bytes, so that a known topic costs a hash and no allocation. Bounded: a full cache is
/// emptied, which keeps what is still in use within one round and lets no sender of invented topics hold memory.
/// One thread only.
/// </summary>
internal sealed class TopicNames
{
    private readonly Dictionary<byte[], string> _names;
    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private readonly int _limit;

    public TopicNames(int limit)
    {
        _limit = limit;
        _names = new Dictionary<byte[], string>(new Utf8Comparer());
        _bySpan = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count => _names.Count;

    /// <summary>The name for the bytes; the same object again while it is cached.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (_bySpan.TryGetValue(utf8, out var known))
        {
            return known;
        }

        if (_names.Count >= _limit)
        {
            _names.Clear();
        }

        var name = Encoding.UTF8.GetString(utf8);
        _names.Add(utf8.ToArray(), name);
        return name;
    }

    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        // HashCode is seeded per process: a sender cannot choose topics that collide.
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
