namespace O4O.Simulator.Rendering.Truths;

/// <summary>A hand, and what it holds.</summary>
/// <param name="Wrist">The wrist.</param>
/// <param name="Gtin">What it holds; null for nothing.</param>
/// <param name="Goods">The box around what is seen of that.</param>
/// <param name="GoodsPixels">How many pixels are seen of it.</param>
/// <param name="Crop">A square around the hand and what it may hold, 320 mm wide there; empty where the wrist is outside of what the lens sees.</param>
/// <param name="IsOut">The hand is on its way to a shelf or a person, or back.</param>
public sealed record HandTruth(PointTruth Wrist, string? Gtin, PictureBox Goods, int GoodsPixels, PictureBox Crop, bool IsOut);
