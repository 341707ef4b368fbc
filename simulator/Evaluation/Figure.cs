namespace O4O.Simulator.Evaluation;

/// <summary>A figure with its 95 % confidence interval; NaN where there was nothing to measure.</summary>
public readonly record struct Figure(double Value, double Low, double High);
