using System.Numerics;
using System.Security.Cryptography;

namespace O4O.Simulator.Codes;

/// <summary>
/// What deterministic signing needs of the curve P-256 (FIPS 186-5). The one point multiplication is the platform's: to it,
/// k·G is the public key of the private key k.
/// </summary>
internal static class P256
{
    /// <summary>The order of the base point.</summary>
    public static readonly BigInteger N = Number(Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"));

    /// <summary>k·G; k in 1 … N − 1.</summary>
    public static ECPoint MultiplyBase(BigInteger k)
    {
        using var pair = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Bytes(k) });
        return pair.ExportParameters(includePrivateParameters: false).Q;
    }

    /// <summary>32 bytes, big endian.</summary>
    public static byte[] Bytes(BigInteger value)
    {
        var bytes = new byte[32];
        byte[] raw = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        raw.CopyTo(bytes.AsSpan(32 - raw.Length));
        return bytes;
    }

    /// <summary>The number that these bytes, big endian, are.</summary>
    public static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
