using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Gates;

/// <summary>
/// Reads gate codes: compact JWS (RFC 7515) with ES256 (RFC 7518 §3.4) and nothing else; claims <c>sub sto jti iat exp</c>
/// and, both optional, <c>pty</c> and <c>role</c>. Needs no network: the issuers' public keys are given. Says what the code claims, not whether it is good now.
/// </summary>
public sealed class CodeVerifier
{
    /// <summary>Values of the claim <c>role</c>; a code without it is a shopper's.</summary>
    public const string ShopperRole = "shopper", StaffRole = "staff";

    private const int CharsMax = 2048;
    private readonly SortedDictionary<string, ECDsa> _keys = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A key is not a P-256 public key in PEM, or a key id stands twice.</exception>
    public CodeVerifier(IEnumerable<CodeIssuer> issuers)
    {
        foreach (CodeIssuer issuer in issuers)
        {
            var key = ECDsa.Create();
            try
            {
                key.ImportFromPem(issuer.PublicKeyPem);
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException) // the latter: no PEM at all
            {
                throw new ArgumentException($"issuer {issuer.KeyId}: not a public key in PEM: {e.Message}", nameof(issuers), e);
            }
            if (key.KeySize != 256) throw new ArgumentException($"issuer {issuer.KeyId}: ES256 needs a P-256 key", nameof(issuers));
            if (!_keys.TryAdd(issuer.KeyId, key)) throw new ArgumentException($"issuer {issuer.KeyId} stands twice", nameof(issuers));
        }
    }

    /// <summary>The code's claims, or null with a word of <see cref="GateReasons"/>.</summary>
    public GateCode? Verify(string code, out string reason)
    {
        reason = GateReasons.Malformed;
        if (code.Length > CharsMax) return null;
        string[] parts = code.Split('.');
        if (parts.Length != 3) return null;
        if (Decode(parts[0]) is not { } header || Decode(parts[1]) is not { } payload || Decode(parts[2]) is not { } signature) return null;
        if (ReadHeader(header) is not { } keyId) return null;
        if (!_keys.TryGetValue(keyId, out ECDsa? key))
        {
            reason = GateReasons.UnknownKey;
            return null;
        }
        byte[] signed = Encoding.ASCII.GetBytes(code, 0, parts[0].Length + 1 + parts[1].Length);
        if (signature.Length != 64 ||
            !key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
        {
            reason = GateReasons.BadSignature;
            return null;
        }
        return ReadClaims(payload);
    }

    private static byte[]? Decode(string part)
    {
        if (!Base64Url.IsValid(part) || part.Contains('=', StringComparison.Ordinal)) return null;
        foreach (char c in part)
            if (char.IsWhiteSpace(c)) return null; // one code, one spelling
        return Base64Url.DecodeFromChars(part);
    }

    private static string? ReadHeader(byte[] json)
    {
        try
        {
            using JsonDocument doc = JsonDocument.Parse(json);
            if (doc.RootElement.ValueKind != JsonValueKind.Object) return null;
            // Exactly ES256: a header that may choose its algorithm may choose none (RFC 8725 §3.1).
            if (Text(doc.RootElement, "alg") != "ES256" || doc.RootElement.TryGetProperty("crit", out _)) return null;
            return Text(doc.RootElement, "kid");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // InvalidOperationException: a string with half a surrogate pair is JSON, but no text
        }
    }

    private static GateCode? ReadClaims(byte[] json)
    {
        try
        {
            using JsonDocument doc = JsonDocument.Parse(json);
            JsonElement root = doc.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            if (Text(root, "sub") is not { Length: > 0 and <= 128 } subject || !IsPseudonym(subject)) return null;
            if (Text(root, "sto") is not { Length: > 0 and <= 64 } store) return null;
            if (Text(root, "jti") is not { Length: >= 8 and <= 128 } id) return null;
            if (Seconds(root, "iat") is not { } issued || Seconds(root, "exp") is not { } expires || expires < issued) return null;
            int party = 1;
            if (root.TryGetProperty("pty", out JsonElement pty) &&
                (pty.ValueKind != JsonValueKind.Number || !pty.TryGetInt32(out party) || party < 1)) return null;
            bool staff = false;
            if (root.TryGetProperty("role", out _))
            {
                // A role that this version does not know may allow less than a shopper's: no guess.
                if (Text(root, "role") is not (ShopperRole or StaffRole)) return null;
                staff = Text(root, "role") == StaffRole;
            }
            return new GateCode(subject, store, id, issued, expires, party, staff);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // InvalidOperationException: a string with half a surrogate pair is JSON, but no text
        }
    }

    /// <summary>A subject travels to billing as it is: letters, digits and <c>. _ ~ : -</c> only.</summary>
    private static bool IsPseudonym(string subject)
    {
        foreach (char c in subject)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '~' or ':' or '-')) return false;
        return true;
    }

    private static string? Text(JsonElement at, string name) =>
        at.TryGetProperty(name, out JsonElement v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;

    private static StoreTime? Seconds(JsonElement at, string name) =>
        at.TryGetProperty(name, out JsonElement v) && v.ValueKind == JsonValueKind.Number && v.TryGetInt64(out long s) &&
        s is > 0 and < 100_000_000_000 ? new StoreTime(s * StoreTime.SecondUs) : null;
}
