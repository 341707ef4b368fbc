using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using O4O.Edge.Store.Gates;
using O4O.Simulator.Codes;

namespace O4O.Simulator.Tests.Codes;

public class CodeIssuerKeyTests
{
    [Fact]
    public void Sign_TheExampleOfRfc6979_GivesItsSignature()
    {
        // RFC 6979, A.2.5: P-256, SHA-256, message "sample".
        BigInteger key = BigInteger.Parse("0C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

        byte[] signature = DeterministicEcdsa.Sign(key, "sample"u8);

        Assert.Equal(
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
            Convert.ToHexStringLower(signature));
    }

    [Theory]
    [InlineData(1ul)]
    [InlineData(7ul)]
    [InlineData(ulong.MaxValue)]
    public void Issue_AnyKey_VerifiesWithThePlatformsEcdsa(ulong seed)
    {
        CodeIssuerKey key = CodeIssuerKey.FromSeed(seed);
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(key.PublicKeyPem);

        for (int i = 0; i < 10; i++)
        {
            string code = key.Issue($"shopper-{i}", "demo", $"0123456789abcdef{i}", 1_767_571_200 + i, 60, 1 + i % 3);
            string[] parts = code.Split('.');

            Assert.Equal(3, parts.Length);
            byte[] signature = Base64Url.DecodeFromChars(parts[2]);
            Assert.Equal(64, signature.Length);
            Assert.True(ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256));
            Assert.False(ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}x"), signature, HashAlgorithmName.SHA256));
        }
    }

    [Fact]
    public void Issue_ForAParty_CarriesEveryClaim()
    {
        CodeIssuerKey key = CodeIssuerKey.FromSeed(3);

        string[] parts = key.Issue("anna", "demo", "0123456789abcdef", 1000, 30, 2).Split('.');

        Assert.Equal($$"""{"alg":"ES256","kid":"{{key.KeyId}}","typ":"JWT"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        using JsonDocument payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal("""{"sub":"anna","sto":"demo","jti":"0123456789abcdef","iat":1000,"exp":1030,"pty":2}""", payload.RootElement.GetRawText());
    }

    [Fact]
    public void Issue_ForStaff_IsReadByTheEdgeAsStaff()
    {
        CodeIssuerKey key = CodeIssuerKey.FromSeed(3);
        var verifier = new CodeVerifier([key.Issuer]);

        Assert.True(verifier.Verify(key.Issue("sam", "demo", "0123456789abcdef", 1000, staff: true), out _)!.Staff);
        Assert.False(verifier.Verify(key.Issue("anna", "demo", "0123456789abcdef", 1000), out _)!.Staff);
    }

    [Fact]
    public void LoadOrCreate_Twice_GivesTheSameKeyInAFileOfItsOwner()
    {
        string folder = Directory.CreateTempSubdirectory("o4o-key-").FullName;
        string path = Path.Combine(folder, "keys", "issuer.pem");
        try
        {
            CodeIssuerKey first = CodeIssuerKey.LoadOrCreate(path), second = CodeIssuerKey.LoadOrCreate(path);

            Assert.Equal(first.PublicKeyPem, second.PublicKeyPem);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
