using System.Text.Json;

namespace O4O.Simulator.Import;

/// <summary>One document of <c>products.json</c>.</summary>
/// <param name="Gtin">As given: a leading zero belongs to it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="WeightGrams">Of one unit; null where the catalogue gives none.</param>
/// <param name="PriceMinor">Minor units; null where the catalogue gives none.</param>
internal sealed record CatalogueProduct(string Gtin, string Name, double? WeightGrams, long? PriceMinor)
{
    private const int GtinLengthMax = 64;

    /// <summary>Weights outside of this are typing errors (a known file has 0.17 g for a bar), in grams.</summary>
    private const double SaneMin = 5, SaneMax = 20_000;
    private const double PriceMax = 1e9;

    public bool IsSane => WeightGrams is >= SaneMin and <= SaneMax;

    /// <summary>A layout takes only weights above 0; the least it knows is a milligram.</summary>
    public bool CanBeWeighed => WeightGrams is >= 0.001 and <= 1e6;

    /// <summary>Reads one document; false, with the reason, when it is malformed.</summary>
    public static bool TryRead(JsonElement root, out CatalogueProduct product, out string error)
    {
        product = null!;
        error = "";
        if (MongoJson.Text(MongoJson.At(root, "product_id", "id")) is not { Length: > 0 and <= GtinLengthMax } gtin)
        {
            error = $"product_id.id is missing or longer than {GtinLengthMax} characters";
            return false;
        }
        JsonElement metadata = MongoJson.At(root, "metadata");
        double? price = MongoJson.Number(MongoJson.At(metadata, "price"));
        product = new CatalogueProduct(
            gtin, MongoJson.Text(MongoJson.At(metadata, "name")) is { Length: > 0 } name ? name : gtin,
            MongoJson.Number(MongoJson.At(metadata, "weight")),
            price is >= 0 and <= PriceMax ? (long)Math.Round(price.Value * 100) : null);
        return true;
    }
}
