using System.Security.Cryptography;
using O4O.Edge.Store.Gates;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Gates;

public sealed class CodeVerifierTests
{
    [Fact]
    public void Issuer_WithoutAKey_IsRefusedByName()
    {
        var e = Assert.Throws<ArgumentException>(() => new CodeVerifier([new CodeIssuer("app-9", "no key")]));

        Assert.Contains("app-9", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Issuer_WithAKeyOfAnotherCurve_IsRefused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        var e = Assert.Throws<ArgumentException>(() => new CodeVerifier([new CodeIssuer("app-9", key.ExportSubjectPublicKeyInfoPem())]));

        Assert.Contains("P-256", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Issuer_WithAnRsaKey_IsRefusedByName()
    {
        using var key = RSA.Create(2048);

        var e = Assert.Throws<ArgumentException>(() => new CodeVerifier([new CodeIssuer("app-9", key.ExportSubjectPublicKeyInfoPem())]));

        Assert.Contains("app-9", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Issuer_Twice_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new CodeVerifier([CodeMint.Ours.Issuer, CodeMint.Ours.Issuer]));

    [Fact]
    public void Code_OfEitherIssuer_IsRead()
    {
        var other = new CodeMint();
        var verifier = new CodeVerifier([CodeMint.Ours.Issuer, other.Issuer with { KeyId = "app-2" }]);
        string claims = """{"sub":"anna","sto":"corner","jti":"code-0001","iat":1760000000,"exp":1760000060,"pty":2}""";

        GateCode? code = verifier.Verify(other.Sign(CodeMint.Header(kid: "app-2"), claims), out _);

        Assert.Equal(new GateCode("anna", "corner", "code-0001", new(1_760_000_000_000_000), new(1_760_000_060_000_000), 2), code);
        Assert.Null(verifier.Verify(other.Sign(CodeMint.Header(), claims), out string reason));
        Assert.Equal(GateReasons.BadSignature, reason);
    }
}
