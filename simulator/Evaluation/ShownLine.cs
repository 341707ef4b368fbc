namespace O4O.Simulator.Evaluation;

/// <summary>What people were shown before it was decided.</summary>
/// <param name="TimeUs">When the load moved, as it seemed then, store time.</param>
/// <param name="Gondola">Number of the gondola.</param>
/// <param name="Shelf">Number of the shelf.</param>
/// <param name="Shopper">Whose cart it was shown beside.</param>
/// <param name="Gtin">What.</param>
/// <param name="Quantity">Units taken; below 0 put back.</param>
/// <param name="ShownAfterMs">How long after <paramref name="TimeUs"/> it was shown, sensor time.</param>
public readonly record struct ShownLine(long TimeUs, int Gondola, int Shelf, string Shopper, string Gtin, int Quantity, double ShownAfterMs);
