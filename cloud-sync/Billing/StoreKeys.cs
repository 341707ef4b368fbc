using System.Security.Cryptography;
using System.Text;

namespace O4O.CloudSync.Billing;

/// <summary>Tells which store a key belongs to.</summary>
internal sealed class StoreKeys(IEnumerable<StoreSettings> stores)
{
    private const string Scheme = "Bearer ";

    private readonly (string StoreId, byte[] KeyHash)[] known = [.. stores.Select(s => (s.Id, Hash(s.ApiKey)))];

    /// <summary>
    /// The store whose key an Authorization header shows; null when it is none's. Hashes of equal length are compared, all
    /// of them and each in constant time, so that the time taken tells nothing about a key.
    /// </summary>
    public string? StoreOf(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var shown = Hash(authorization[Scheme.Length..].Trim());
        string? found = null;
        foreach (var (storeId, keyHash) in known)
        {
            if (CryptographicOperations.FixedTimeEquals(keyHash, shown))
            {
                found = storeId;
            }
        }

        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
