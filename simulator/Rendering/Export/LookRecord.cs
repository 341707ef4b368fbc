namespace O4O.Simulator.Rendering.Export;

/// <summary>What a product looks like, in a few numbers: what somebody who trains may give a network beside its pictures.</summary>
/// <param name="Gtin">Which.</param>
/// <param name="Shape">Its packing, a name of <see cref="Goods.GoodsShape"/>.</param>
/// <param name="SizeMm">Across, front to back, upright.</param>
/// <param name="Front">Its label's front, 8 × 8 dots row by row, red, green and blue of each, linear light.</param>
/// <param name="Top">It from above, 4 × 4 dots.</param>
/// <param name="Cap">The colour of its cap.</param>
/// <param name="Body">The colour of what shows beside the label.</param>
internal sealed record LookRecord(
    string Gtin, string Shape, IReadOnlyList<double> SizeMm, IReadOnlyList<double> Front, IReadOnlyList<double> Top, IReadOnlyList<double> Cap, IReadOnlyList<double> Body);
