using O4O.Simulator.Evaluation;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.ModelTrials;

/// <summary>Over what the models are tried.</summary>
/// <param name="Seeds">A store, its cameras, its people and its day each.</param>
/// <param name="Day">What happens in a seed's day.</param>
/// <param name="Width">Of the pictures, pixels.</param>
/// <param name="Height">Of the pictures, pixels.</param>
/// <param name="FramesPerSecond">Pictures a second of each camera; few, so that they differ.</param>
/// <param name="Cameras">In each store.</param>
/// <param name="Said">Told how far the work is, for people.</param>
internal sealed record TrialRequest(
    SeedRange Seeds, Func<ulong, Scenario> Day, int Width, int Height, double FramesPerSecond, int Cameras, Action<string> Said);
