namespace O4O.Simulator.Stores;

/// <summary>What the demo store sells, by gondola and shelf from the bottom: name, grams with packing, won, plates.</summary>
internal static class DemoCatalogue
{
    internal readonly record struct Entry(string Name, double Grams, long Won, int Plates);

    /// <summary>Shelf by shelf. Neighbours within a few grams of each other are meant: half of a real store is like that.</summary>
    internal static readonly Entry[][][] Gondolas =
    [
        [
            [new("Spring water 1.5 L", 1530, 1200, 2), new("Sparkling water 1.5 L", 1534, 1500, 2), new("Barley tea 1.5 L", 1561, 2100, 2),
             new("Orange juice 1 L", 1068, 3900, 3), new("Milk 1 L", 1042, 2980, 3)],
            [new("Cola 500 ml", 538, 1900, 3), new("Cola zero 500 ml", 534, 1900, 3), new("Lemon soda 500 ml", 541, 1800, 2),
             new("Iced tea peach 500 ml", 529, 1700, 2), new("Sports drink 620 ml", 655, 2100, 2)],
            [new("Lager can 500 ml", 517, 2700, 3), new("Dark beer can 500 ml", 519, 3100, 2), new("Lager can 330 ml", 346, 2000, 2),
             new("Coffee can 240 ml", 268, 1300, 3), new("Energy drink 250 ml", 272, 1600, 2)],
            [new("Drinking yogurt plain", 162, 1200, 3), new("Drinking yogurt berry", 164, 1200, 3), new("Yogurt cup vanilla", 97, 900, 2),
             new("Pudding caramel", 105, 1400, 2), new("Custard cup", 108, 1500, 2)],
            [new("Chewing gum mint", 27, 1000, 2), new("Chewing gum xylitol", 29, 1100, 2), new("Roasted seaweed snack", 24, 1500, 3),
             new("Vitamin jelly", 112, 2300, 2), new("Jelly grape", 115, 1800, 3)],
        ],
        [
            [new("Rice 1 kg", 1012, 4900, 2), new("Wheat flour 1 kg", 1015, 1980, 2), new("Sugar 1 kg", 1018, 2150, 2),
             new("Cooking oil 900 ml", 874, 4600, 2), new("Soy sauce 500 ml", 838, 4200, 2)],
            [new("Tuna in oil", 188, 2900, 2), new("Tuna chilli", 191, 3000, 2), new("Sweet corn", 246, 1800, 2),
             new("Peach halves", 478, 3600, 2), new("Baked beans", 481, 3300, 2)],
            [new("Cup noodles mild", 92, 1150, 2), new("Cup noodles hot", 95, 1150, 2), new("Big cup noodles beef", 148, 1500, 3),
             new("Big cup noodles curry", 151, 1500, 2), new("Instant rice bowl", 232, 1900, 1)],
            [new("Potato chips salted", 78, 1700, 3), new("Potato chips onion", 80, 1700, 2), new("Shrimp crackers", 104, 1500, 2),
             new("Corn snack", 84, 1500, 1), new("Pretzels", 133, 2200, 2)],
            [new("Chocolate bar nut", 48, 1400, 2), new("Chocolate bar caramel", 51, 1400, 2), new("Wafer hazelnut", 40, 1200, 1),
             new("Butter cookies", 94, 2600, 2), new("Dark chocolate 70 %", 108, 3200, 3)],
        ],
        [
            [new("Potatoes bag 2 kg", 1985, 6900, 2), new("Laundry liquid 1 L", 1112, 8900, 2), new("Dish soap 750 ml", 812, 3700, 2),
             new("Cat food 1.2 kg", 1246, 9800, 2)],
            [new("Strawberry jam", 545, 4800, 2), new("Acacia honey", 549, 11900, 2), new("Peanut butter", 398, 5600, 1),
             new("Pickled cucumbers", 702, 4100, 3)],
            [new("Shampoo 300 ml", 348, 6900, 2), new("Conditioner 300 ml", 352, 6900, 2), new("Toothpaste 120 g", 148, 2900, 2),
             new("Soap bar", 109, 1600, 2)],
            [new("Pocket tissues", 63, 1200, 2), new("Wet wipes", 158, 1900, 2), new("Batteries AA, four", 104, 4500, 1),
             new("LED bulb", 66, 5900, 3)],
            [new("Coffee sticks", 33, 1900, 2), new("Black tea bags", 56, 3400, 2), new("Green tea bags", 58, 3600, 2),
             new("Fruit drops", 83, 1300, 2)],
        ],
    ];
}
