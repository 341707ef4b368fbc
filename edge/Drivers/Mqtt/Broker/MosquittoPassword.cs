using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace O4O.Edge.Drivers.Mqtt.Broker;

/// <summary>
/// Mosquitto 2's password hash, <c>$7$iterations$salt$hash</c>: PBKDF2 with HMAC-SHA512, 12 bytes of salt, 64 of hash,
/// both in base64 (mosquitto-passwd(1); <c>src/security_default.c</c> accepts no other length of salt).
/// </summary>
internal static class MosquittoPassword
{
    private const int SaltBytes = 12, HashBytes = 64;

    public static string Hash(string password, int iterations) =>
        Hash(password, RandomNumberGenerator.GetBytes(SaltBytes), iterations);

    public static string Hash(string password, ReadOnlySpan<byte> salt, int iterations)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, hash, iterations, HashAlgorithmName.SHA512);
        return string.Create(
            CultureInfo.InvariantCulture, $"$7${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }
}
