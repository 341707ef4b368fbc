using System.Globalization;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;

namespace O4O.Simulator.Rendering.Stores;

/// <summary>
/// A few thousand products that random stores choose from, by number: the same number, the same product, in every store. Twelve numbers in
/// a row are one brand's, in a few packings.
/// </summary>
public static class RandomCatalogue
{
    /// <summary>How many stores choose from, unless they are told otherwise: the first ones.</summary>
    public const int Count = 3_000;

    /// <summary>How many there are. Those from <see cref="Count"/> on are for judging what was trained with the others.</summary>
    public const int Total = 6_000;

    private const int OfABrand = 12;

    private static readonly string[] Starts = ["Ka", "Lo", "Mi", "Ta", "Ve", "Zu", "Bro", "Ner", "Sol", "Hal", "Pom", "Qui", "Fer", "Gra", "Dul", "Ola", "Jun", "Wes", "Yar", "Tri"];
    private static readonly string[] Ends = ["ro", "lin", "mera", "vo", "na", "dell", "sky", "tor", "bi", "gan", "lia", "pex", "rum"];
    private static readonly string[] Kinds = ["mild", "hot", "sweet", "salted", "lemon", "berry", "mint", "peach", "dark", "light", "classic", "honey"];

    /// <summary>Packings with the least and most that they weigh, grams.</summary>
    private static readonly (string Word, double Least, double Most)[] Packings =
    [
        ("bottle", 250, 1_050), ("bottle", 150, 600), ("can", 200, 540), ("tin", 90, 400), ("box", 60, 600), ("box", 100, 900), ("bag", 40, 250), ("bag", 200, 1_100),
        ("carton", 220, 1_050), ("jar", 150, 700), ("cup", 80, 250), ("bar", 30, 150), ("tube", 60, 200), ("jug", 500, 1_300),
    ];

    /// <summary>The product of a number from 0 up to <see cref="Total"/>.</summary>
    public static StoreFile.ProductEntry Product(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Total);
        var brand = new Dice(0, "random brand", number / OfABrand);
        string name = Starts[brand.Below(Starts.Length)] + Ends[brand.Below(Ends.Length)] + (number / OfABrand).ToString(CultureInfo.InvariantCulture);
        int one = brand.Below(Packings.Length), other = brand.Below(Packings.Length);
        double shareOne = brand.Unit(), shareOther = brand.Unit();
        // Eight of twelve in the brand's first packing and weight, nearly alike; four in another.
        bool first = number % OfABrand < 8;
        (string word, double least, double most) = Packings[first ? one : other];
        double grams = Math.Round(least + (most - least) * (first ? shareOne : shareOther) + new Dice(0, "random weight", number).Between(-3.0, 3.0));
        string kind = Kinds[number % OfABrand];
        return new(Gtin(number), $"{name} {kind} {word}", grams, 900 + 100 * brand.Below(60));
    }

    /// <summary>Another product of the same brand.</summary>
    public static int Beside(string gtin, Dice dice)
    {
        ArgumentNullException.ThrowIfNull(dice);
        int number = int.Parse(gtin.AsSpan(2, 10), NumberStyles.None, CultureInfo.InvariantCulture);
        return Math.Min(Total - 1, number / OfABrand * OfABrand + dice.Below(OfABrand));
    }

    /// <summary>A GTIN-13 out of the range that GS1 leaves to each store, with its check digit.</summary>
    private static string Gtin(int number)
    {
        string body = string.Create(CultureInfo.InvariantCulture, $"22{number:0000000000}");
        int sum = 0;
        for (int i = 0; i < body.Length; i++) sum += (body[i] - '0') * (i % 2 == 0 ? 1 : 3);
        return body + (char)('0' + (10 - sum % 10) % 10);
    }
}
