namespace O4O.Simulator.Rendering.Goods;

/// <summary>What kind of packing.</summary>
public enum GoodsShape
{
    Box,
    Carton,
    Can,
    Tin,
    Bottle,
    Jug,
    Jar,
    Cup,
    Bag,
    Bar,
    Tube,
}
