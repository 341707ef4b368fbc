namespace O4O.Simulator.Evaluation;

/// <summary>A weight change that somebody saw in a recording.</summary>
/// <param name="TimeUs">When the load moved, store time.</param>
/// <param name="Gondola">Number of the gondola.</param>
/// <param name="Shelf">Number of the shelf.</param>
/// <param name="DeltaGrams">What changed: below 0 for a pick.</param>
/// <param name="DecidedAfterMs">How long after <paramref name="TimeUs"/> it was decided, sensor time.</param>
/// <param name="Exchange">One put down what another took in the same moment: no weight changed.</param>
public readonly record struct SeenEvent(long TimeUs, int Gondola, int Shelf, double DeltaGrams, double DecidedAfterMs, bool Exchange = false);
