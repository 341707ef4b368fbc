using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using O4O.Edge.Store.Gates;

namespace O4O.Simulator.Codes;

/// <summary>The key of somebody who issues gate codes: compact JWS, ES256, as the edge's gates verify them.</summary>
public sealed class CodeIssuerKey
{
    private readonly BigInteger _key;

    private CodeIssuerKey(BigInteger key)
    {
        _key = key;
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = P256.MultiplyBase(key) });
        PublicKeyPem = ecdsa.ExportSubjectPublicKeyInfoPem() + "\n";
        KeyId = Base64Url.EncodeToString(SHA256.HashData(ecdsa.ExportSubjectPublicKeyInfo()))[..16];
    }

    /// <summary>The <c>kid</c> of its codes: 16 letters of the public key's SHA-256.</summary>
    public string KeyId { get; }

    /// <summary>SubjectPublicKeyInfo in PEM.</summary>
    public string PublicKeyPem { get; }

    /// <summary>What a store file lists among its <c>issuers</c>.</summary>
    public CodeIssuer Issuer => new(KeyId, PublicKeyPem);

    /// <summary>The key of a simulated world: the same seed, the same key. Protects nothing.</summary>
    public static CodeIssuerKey FromSeed(ulong seed)
    {
        Span<byte> from = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(from, seed);
        byte[] wide = SHA512.HashData([.. "o4o simulated issuer "u8, .. from]);
        return new CodeIssuerKey(P256.Number(wide) % (P256.N - 1) + 1);
    }

    /// <summary>Reads the key from a PEM file; makes one there, readable by its owner alone, when there is none.</summary>
    /// <exception cref="IOException">The file cannot be read or made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read or made.</exception>
    /// <exception cref="InvalidDataException">The file holds no P-256 private key.</exception>
    public static CodeIssuerKey LoadOrCreate(string path)
    {
        if (!File.Exists(path)) Create(path);
        try
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportFromPem(File.ReadAllText(path));
            ECParameters parameters = ecdsa.ExportParameters(includePrivateParameters: true);
            if (ecdsa.KeySize != 256 || parameters.D is null) throw new InvalidDataException($"{path}: not a P-256 private key");
            return new CodeIssuerKey(P256.Number(parameters.D));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"{path}: not a private key in PEM: {e.Message}", e);
        }
    }

    /// <summary>A code that opens a gate of this store once.</summary>
    /// <param name="shopper">Who (<c>sub</c>).</param>
    /// <param name="store">The store's id (<c>sto</c>).</param>
    /// <param name="codeId">Unique, 16 to 64 of <c>A–Z a–z 0–9 _ -</c> (<c>jti</c>).</param>
    /// <param name="issuedAtSeconds">Unix seconds (<c>iat</c>).</param>
    /// <param name="lifetimeSeconds">1 to 60 is what gates accept.</param>
    /// <param name="party">How many people may walk through with it (<c>pty</c>).</param>
    /// <param name="staff">The code of somebody who works in the store (<c>role</c>).</param>
    public string Issue(
        string shopper, string store, string codeId, long issuedAtSeconds, int lifetimeSeconds = 60, int party = 1, bool staff = false)
    {
        string header = Part(w =>
        {
            w.WriteString("alg", "ES256");
            w.WriteString("kid", KeyId);
            w.WriteString("typ", "JWT");
        });
        string payload = Part(w =>
        {
            w.WriteString("sub", shopper);
            w.WriteString("sto", store);
            w.WriteString("jti", codeId);
            w.WriteNumber("iat", issuedAtSeconds);
            w.WriteNumber("exp", issuedAtSeconds + lifetimeSeconds);
            if (party != 1) w.WriteNumber("pty", party);
            if (staff) w.WriteString("role", CodeVerifier.StaffRole);
        });
        string signed = $"{header}.{payload}";
        return $"{signed}.{Base64Url.EncodeToString(DeterministicEcdsa.Sign(_key, System.Text.Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Part(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        return Base64Url.EncodeToString(bytes.ToArray());
    }

    private static void Create(string path)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(full, options);
        writer.Write(ecdsa.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
