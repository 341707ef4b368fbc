namespace O4O.Edge.Store.Gates;

/// <summary>Somebody whose codes open the gates.</summary>
/// <param name="KeyId">The <c>kid</c> in the header of the codes.</param>
/// <param name="PublicKeyPem">ECDSA P-256 public key, SubjectPublicKeyInfo in PEM.</param>
public sealed record CodeIssuer(string KeyId, string PublicKeyPem);
