using O4O.Settings;

namespace O4O.CloudSync.Billing;

/// <summary>A store and the key it shows.</summary>
public sealed record StoreSettings : IValidatable
{
    /// <summary>Shortest API key. 16 random characters of 64 are 96 bits: not guessable over a network.</summary>
    private const int KeyCharactersMin = 16;

    /// <summary>The store's id as in its charges: 1 to 128 letters, digits and <c>. _ ~ -</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Bearer token, 16 to 256 printable ASCII characters without spaces.</summary>
    public required string ApiKey { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (Id.Length is < 1 or > 128 || !Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-'))
        {
            yield return "id must be 1 to 128 letters, digits or . _ ~ -";
        }

        if (ApiKey.Length is < KeyCharactersMin or > 256 || !ApiKey.All(c => c is > ' ' and < (char)127))
        {
            yield return $"apiKey must be {KeyCharactersMin} to 256 printable ASCII characters without spaces";
        }
    }

    /// <summary>Names the store and never the key: settings end up in logs.</summary>
    public override string ToString() => $"{nameof(StoreSettings)} {{ Id = {Id} }}";
}
