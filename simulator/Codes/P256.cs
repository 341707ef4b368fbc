using System.Numerics;

namespace O4O.Simulator.Codes;

/// <summary>
/// Arithmetic on the curve P-256 (FIPS 186-5, SP 800-186) with plain big integers, Jacobian coordinates. Not in constant
/// time: it signs made-up shoppers' codes, nothing that has to stay secret.
/// </summary>
internal static class P256
{
    private static readonly BigInteger P = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger Gx = Hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");
    private static readonly BigInteger Gy = Hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");

    /// <summary>The order of the base point.</summary>
    public static readonly BigInteger N = Hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    /// <summary>k·G as affine coordinates; k in 1 … N − 1.</summary>
    public static (BigInteger X, BigInteger Y) MultiplyBase(BigInteger k)
    {
        (BigInteger X, BigInteger Y, BigInteger Z) sum = (BigInteger.One, BigInteger.One, BigInteger.Zero);
        for (long bit = k.GetBitLength() - 1; bit >= 0; bit--)
        {
            sum = Double(sum);
            if (!(k >> (int)bit).IsEven) sum = AddBase(sum);
        }
        BigInteger zi = BigInteger.ModPow(sum.Z, P - 2, P), zi2 = zi * zi % P;
        return (sum.X * zi2 % P, sum.Y * zi2 % P * zi % P);
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

    // a = −3: "dbl-2001-b" of the Explicit-Formulas Database.
    private static (BigInteger X, BigInteger Y, BigInteger Z) Double((BigInteger X, BigInteger Y, BigInteger Z) p)
    {
        if (p.Z.IsZero) return p;
        BigInteger delta = p.Z * p.Z % P, gamma = p.Y * p.Y % P, beta = p.X * gamma % P;
        BigInteger alpha = 3 * (p.X - delta) * (p.X + delta) % P;
        BigInteger x = Positive(alpha * alpha - 8 * beta), yz = p.Y + p.Z;
        return (x, Positive(alpha * (4 * beta - x) - 8 * gamma * gamma), Positive(yz * yz - gamma - delta));
    }

    // "madd-2007-bl": the base point has Z = 1. The sums that occur in MultiplyBase never meet the base point itself,
    // save as the neutral element: k < N.
    private static (BigInteger X, BigInteger Y, BigInteger Z) AddBase((BigInteger X, BigInteger Y, BigInteger Z) p)
    {
        if (p.Z.IsZero) return (Gx, Gy, BigInteger.One);
        BigInteger zz = p.Z * p.Z % P, u = Gx * zz % P, s = Gy * p.Z % P * zz % P;
        BigInteger h = Positive(u - p.X), hh = h * h % P, i = 4 * hh, j = h * i % P, r = 2 * (s - p.Y), v = p.X * i % P;
        BigInteger x = Positive(r * r - j - 2 * v), zh = p.Z + h;
        return (x, Positive(r * (v - x) - 2 * p.Y * j), Positive(zh * zh - zz - hh));
    }

    private static BigInteger Positive(BigInteger value)
    {
        BigInteger rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private static BigInteger Hex(string digits) => Number(Convert.FromHexString(digits));
}
