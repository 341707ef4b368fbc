using System.Numerics;
using System.Security.Cryptography;

namespace O4O.Simulator.Codes;

/// <summary>
/// ECDSA over P-256 with SHA-256 whose nonce comes out of key and message (RFC 6979): the same code signed twice is the same
/// bytes, so that the same seed gives the same recording. The runtime's own signer draws a new nonce each time.
/// </summary>
internal static class DeterministicEcdsa
{
    /// <summary>The signature r‖s, 64 bytes, of these bytes.</summary>
    /// <param name="key">The private scalar, 1 … N − 1.</param>
    /// <param name="message">What is signed.</param>
    public static byte[] Sign(BigInteger key, ReadOnlySpan<byte> message)
    {
        byte[] digest = SHA256.HashData(message);
        BigInteger e = P256.Number(digest);
        using var nonces = new NonceStream(P256.Bytes(key), P256.Bytes(e % P256.N));
        while (true)
        {
            BigInteger k = nonces.Next();
            BigInteger r = P256.Number(P256.MultiplyBase(k).X) % P256.N;
            BigInteger s = BigInteger.ModPow(k, P256.N - 2, P256.N) * ((e + r * key) % P256.N) % P256.N;
            if (r.IsZero || s.IsZero) continue; // happens once in 2^255
            return [.. P256.Bytes(r), .. P256.Bytes(s)];
        }
    }

    /// <summary>RFC 6979, section 3.2: HMAC-SHA-256 as a generator of nonces.</summary>
    private sealed class NonceStream : IDisposable
    {
        private byte[] _k = new byte[32];
        private byte[] _v = new byte[32];
        private bool _again;

        public NonceStream(byte[] key, byte[] digest)
        {
            Array.Fill(_v, (byte)1);
            Stir([0, .. key, .. digest]);
            Stir([1, .. key, .. digest]);
        }

        public BigInteger Next()
        {
            while (true)
            {
                if (_again)
                {
                    _k = HMACSHA256.HashData(_k, (byte[])[.. _v, 0]);
                    _v = HMACSHA256.HashData(_k, _v);
                }
                _again = true;
                _v = HMACSHA256.HashData(_k, _v);
                BigInteger k = P256.Number(_v);
                if (!k.IsZero && k < P256.N) return k;
            }
        }

        public void Dispose()
        {
            CryptographicOperations.ZeroMemory(_k);
            CryptographicOperations.ZeroMemory(_v);
        }

        private void Stir(byte[] with)
        {
            _k = HMACSHA256.HashData(_k, (byte[])[.. _v, .. with]);
            _v = HMACSHA256.HashData(_k, _v);
        }
    }
}
