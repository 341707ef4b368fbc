using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using O4O.Edge.Store.Gates;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>Signs gate codes with a real P-256 key, good ones and bad ones.</summary>
internal sealed class CodeMint
{
    public const string KeyId = "app-1";

    /// <summary>The issuer whom the small store believes.</summary>
    public static readonly CodeMint Ours = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public CodeIssuer Issuer => new(KeyId, _key.ExportSubjectPublicKeyInfoPem());

    /// <summary>A good code; change one thing to make it a bad one.</summary>
    public string Code(
        string subject, StoreTime issued, string? id = null, long livesSeconds = 60, string store = SmallStore.Id, int? party = null, string? role = null)
    {
        long iat = issued.Us / StoreTime.SecondUs;
        string pty = party is null ? "" : string.Create(CultureInfo.InvariantCulture, $",\"pty\":{party}");
        string work = role is null ? "" : $",\"role\":\"{role}\"";
        return Sign(
            Header(),
            string.Create(CultureInfo.InvariantCulture, $$"""{"sub":"{{subject}}","sto":"{{store}}","jti":"{{id ?? "code-of-" + subject}}","iat":{{iat}},"exp":{{iat + livesSeconds}}{{pty}}{{work}}}"""));
    }

    public static string Header(string alg = "ES256", string kid = KeyId) => $$"""{"alg":"{{alg}}","kid":"{{kid}}"}""";

    /// <summary>Any header and payload under a signature that holds.</summary>
    public string Sign(string header, string payload)
    {
        string signed = Part(header) + "." + Part(payload);
        byte[] signature;
        // One key is no thing to be used by several threads at once, and tests run side by side.
        lock (_key) signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return signed + "." + Base64Url.EncodeToString(signature);
    }

    public static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
