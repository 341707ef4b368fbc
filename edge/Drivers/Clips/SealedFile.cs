using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace O4O.Edge.Drivers.Clips;

/// <summary>
/// A clip as bytes of a file: eight letters, the length of what is known of it, that as JSON, a nonce, a tag, and the pictures under
/// AES-256-GCM with a key that no other clip has. Everything before the tag is what the tag vouches for, beside the pictures.
/// </summary>
internal static class SealedFile
{
    public const int KeyBytes = 32;
    private const int NonceBytes = 12, TagBytes = 16, InfoBytesMax = 4096;
    private static ReadOnlySpan<byte> Letters => "O4OCLIP1"u8;

    /// <summary>Seals pictures.</summary>
    public static byte[] Seal(ClipInfo info, ReadOnlySpan<byte> pictures, ReadOnlySpan<byte> key)
    {
        byte[] known = JsonSerializer.SerializeToUtf8Bytes(info, ClipJson.Default.ClipInfo);
        int vouched = Letters.Length + sizeof(int) + known.Length + NonceBytes;
        byte[] file = new byte[vouched + TagBytes + pictures.Length];
        Letters.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(Letters.Length), known.Length);
        known.CopyTo(file.AsSpan(Letters.Length + sizeof(int)));
        Span<byte> nonce = file.AsSpan(vouched - NonceBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, pictures, file.AsSpan(vouched + TagBytes), file.AsSpan(vouched, TagBytes), file.AsSpan(0, vouched));
        return file;
    }

    /// <summary>What a file says of itself, not vouched for by anything; null when it is no clip.</summary>
    public static ClipInfo? Peek(Stream file)
    {
        Span<byte> begin = stackalloc byte[Letters.Length + sizeof(int)];
        if (file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) < begin.Length || !begin.StartsWith(Letters)) return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(begin[Letters.Length..]);
        if (length is < 2 or > InfoBytesMax) return null;
        byte[] known = new byte[length];
        return file.ReadAtLeast(known, length, throwOnEndOfStream: false) < length ? null : Parse(known);
    }

    /// <summary>Opens a file; null when anything in it is not what was sealed, or the key is another.</summary>
    public static (ClipInfo Info, byte[] Pictures)? Open(ReadOnlySpan<byte> file, ReadOnlySpan<byte> key)
    {
        int begin = Letters.Length + sizeof(int);
        if (file.Length < begin || !file.StartsWith(Letters) || key.Length != KeyBytes) return null;
        int known = BinaryPrimitives.ReadInt32LittleEndian(file[Letters.Length..]);
        if (known is < 2 or > InfoBytesMax || file.Length < begin + known + NonceBytes + TagBytes) return null;
        int vouched = begin + known + NonceBytes;
        byte[] pictures = new byte[file.Length - vouched - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(file.Slice(vouched - NonceBytes, NonceBytes), file[(vouched + TagBytes)..], file.Slice(vouched, TagBytes), pictures, file[..vouched]);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return Parse(file.Slice(begin, known)) is { } info ? (info, pictures) : null;
    }

    private static ClipInfo? Parse(ReadOnlySpan<byte> known)
    {
        try
        {
            return JsonSerializer.Deserialize(known, ClipJson.Default.ClipInfo);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
