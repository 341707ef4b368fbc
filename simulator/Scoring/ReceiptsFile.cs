using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.Simulator.Scoring;

/// <summary>What a replay made of a recording: the receipts, and what nobody could be charged for.</summary>
public sealed record ReceiptsFile
{
    /// <summary>Hash of the machine's state at the end.</summary>
    public string Hash { get; init; } = "";
    [JsonRequired] public IReadOnlyList<Receipt> Receipts { get; init; } = [];
    public IReadOnlyList<LooseLine> Unattributed { get; init; } = [];

    /// <param name="Session">The visit.</param>
    /// <param name="Shopper">Whose.</param>
    /// <param name="Review">A person must look at it; nothing was charged.</param>
    /// <param name="Lines">What the cart held.</param>
    /// <param name="Confidence">How probable exactly this cart is said to be; null where nobody says.</param>
    public sealed record Receipt(
        string Session, [property: JsonRequired] string Shopper, bool Review, [property: JsonRequired] IReadOnlyList<Line> Lines,
        double? Confidence = null);

    public sealed record Line([property: JsonRequired] string Gtin, [property: JsonRequired] int Quantity, double Confidence = 1);

    public sealed record LooseLine([property: JsonRequired] string Gtin, [property: JsonRequired] int Quantity, long TimeUs = 0);

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    };

    /// <summary>Reads receipts from JSON.</summary>
    /// <exception cref="JsonException">They are none.</exception>
    public static ReceiptsFile FromJson(string json) =>
        JsonSerializer.Deserialize<ReceiptsFile>(json, Options) ?? throw new JsonException("the receipts must be an object, not null");
}
