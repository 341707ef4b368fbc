using System.Security.Cryptography;
using System.Text;

namespace O4O.Edge.Store.Charging;

/// <summary>
/// Ids that come out of what happened, so that a replay makes the same ones; nobody who lacks the origin (a code's unique id)
/// can guess them.
/// </summary>
public static class Identities
{
    /// <summary>A visit's id: 128 bits, hexadecimal.</summary>
    /// <param name="store">The store.</param>
    /// <param name="origin">What opened the visit: a code's unique id, or a first sight.</param>
    public static string Session(string store, string origin)
    {
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"o4o session\n{store}\n{origin}"));
        return Convert.ToHexStringLower(digest, 0, 16);
    }

    /// <summary>A charge's id and idempotency key: store, visit, and which charge of the visit.</summary>
    public static string Charge(string store, string session, int ordinal) => $"{store}.{session}.{ordinal}";
}
