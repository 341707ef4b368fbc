using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Goods;

/// <summary>How a product is packed: shape and outer sides, millimetres: across, front to back, upright.</summary>
/// <param name="Shape">What kind.</param>
/// <param name="Size">Its sides.</param>
internal readonly record struct Packing(GoodsShape Shape, Vec Size)
{
    /// <summary>Words that tell a shape; the longest that fits decides.</summary>
    private static readonly (string Word, GoodsShape Shape)[] Words =
    [
        ("water", GoodsShape.Bottle), ("juice", GoodsShape.Carton), ("milk", GoodsShape.Carton), ("cola", GoodsShape.Bottle), ("soda", GoodsShape.Bottle),
        ("iced tea", GoodsShape.Bottle), ("barley tea", GoodsShape.Bottle), ("drink 620", GoodsShape.Bottle), ("can", GoodsShape.Can),
        ("energy drink", GoodsShape.Can), ("drinking yogurt", GoodsShape.Bottle), ("cup", GoodsShape.Cup), ("pudding", GoodsShape.Cup), ("gum", GoodsShape.Bar),
        ("seaweed", GoodsShape.Bag), ("jelly", GoodsShape.Bag), ("rice 1", GoodsShape.Bag), ("flour", GoodsShape.Bag), ("sugar", GoodsShape.Bag),
        ("oil 9", GoodsShape.Jug), ("soy sauce", GoodsShape.Bottle), ("tuna", GoodsShape.Tin), ("sweet corn", GoodsShape.Tin), ("peach halves", GoodsShape.Can),
        ("baked beans", GoodsShape.Can), ("noodles", GoodsShape.Cup), ("bowl", GoodsShape.Cup), ("chips", GoodsShape.Bag), ("crackers", GoodsShape.Bag),
        ("snack", GoodsShape.Bag), ("pretzels", GoodsShape.Bag), ("bar", GoodsShape.Bar), ("wafer", GoodsShape.Bar), ("cookies", GoodsShape.Box),
        ("dark chocolate", GoodsShape.Bar), ("potatoes", GoodsShape.Bag), ("liquid", GoodsShape.Jug), ("soap bar", GoodsShape.Box), ("dish soap", GoodsShape.Bottle),
        ("cat food", GoodsShape.Bag), ("jam", GoodsShape.Jar), ("honey", GoodsShape.Jar), ("butter", GoodsShape.Jar), ("cucumbers", GoodsShape.Jar),
        ("shampoo", GoodsShape.Bottle), ("conditioner", GoodsShape.Bottle), ("toothpaste", GoodsShape.Tube), ("tissues", GoodsShape.Bag), ("wipes", GoodsShape.Bag),
        ("batteries", GoodsShape.Box), ("bulb", GoodsShape.Box), ("sticks", GoodsShape.Box), ("tea bags", GoodsShape.Box), ("drops", GoodsShape.Tin),
        ("bottle", GoodsShape.Bottle), ("carton", GoodsShape.Carton), ("box", GoodsShape.Box), ("tin", GoodsShape.Tin), ("jar", GoodsShape.Jar), ("bag", GoodsShape.Bag),
        ("tube", GoodsShape.Tube), ("jug", GoodsShape.Jug),
    ];

    /// <summary>Of a product by its name, its weight and dice of its number.</summary>
    public static Packing Of(string name, double grams, Dice dice)
    {
        GoodsShape shape = GoodsShape.Box;
        int longest = 0;
        foreach ((string word, GoodsShape candidate) in Words)
            if (word.Length > longest && Begins(name, word)) (shape, longest) = (candidate, word.Length);
        if (longest == 0) shape = (GoodsShape)dice.Below(Enum.GetValues<GoodsShape>().Length);
        // Grams a cubic centimetre, the air in the packing and around it included; then width : depth : height.
        (double density, double w, double d, double h) = shape switch
        {
            GoodsShape.Box => (0.35, 1.0, dice.Between(0.3, 0.6), dice.Between(0.9, 1.6)),
            GoodsShape.Carton => (1.0, 1.0, 1.0, dice.Between(2.2, 2.8)),
            GoodsShape.Can => (1.0, 1.0, 1.0, grams > 400 ? 2.2 : 1.8),
            GoodsShape.Tin => (0.95, 1.0, 1.0, dice.Between(0.45, 0.8)),
            GoodsShape.Bottle => (0.72, 1.0, dice.Between(0.75, 1.0), dice.Between(2.8, 3.4)),
            GoodsShape.Jug => (0.75, 1.0, 0.55, dice.Between(1.7, 2.1)),
            GoodsShape.Jar => (1.0, 1.0, 1.0, dice.Between(1.1, 1.5)),
            GoodsShape.Cup => (grams < 200 && name.Contains("noodle", StringComparison.OrdinalIgnoreCase) ? 0.16 : 0.8, 1.0, 1.0, dice.Between(0.8, 1.15)),
            GoodsShape.Bag => (grams < 150 ? 0.085 : 0.65, 1.0, 0.38, dice.Between(1.2, 1.5)),
            GoodsShape.Bar => (0.7, 1.0, 0.13, dice.Between(0.32, 0.45)),
            _ => (0.8, 1.0, 0.75, dice.Between(3.2, 4.0)),
        };
        double scale = Elementary.Exp(Elementary.Log(grams / density * 1_000 / (w * d * h)) / 3);
        scale *= dice.Between(0.95, 1.06);
        scale = Math.Min(scale, Math.Min(300 / (h * 1.0), Math.Min(220 / w, 200 / d)));
        return new(shape, new((float)(w * scale), (float)(d * scale), (float)(h * scale)));
    }

    /// <summary>Whether one of the name's words begins so: chocolate is no cola.</summary>
    private static bool Begins(string name, string word)
    {
        int at = name.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        while (at > 0 && name[at - 1] != ' ') at = name.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase);
        return at >= 0;
    }
}
