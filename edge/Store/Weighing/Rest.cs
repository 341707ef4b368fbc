namespace O4O.Edge.Store.Weighing;

/// <summary>A window of readings of one plate.</summary>
/// <param name="MeanMg">Their mean, milligrams.</param>
/// <param name="VarianceMg2">Their variance.</param>
/// <param name="SpreadMg">Highest less lowest.</param>
/// <param name="SlopeMg">Mean of the later half less mean of the earlier half.</param>
/// <param name="LastMg">The newest.</param>
internal readonly record struct Rest(double MeanMg, double VarianceMg2, double SpreadMg, double SlopeMg, int LastMg);
