using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.ModelTrials;

/// <summary>A moment of a store: who was where, and whom the floor told of.</summary>
/// <param name="TimeUs">Store time.</param>
/// <param name="People">Everybody between gate and exit, by a number of their own, each once.</param>
/// <param name="Told">Everybody whom the floor told of a moment ago or less, by its numbers, each once.</param>
internal sealed record FloorMoment(long TimeUs, IReadOnlyList<(long Id, Point3 Place)> People, IReadOnlyList<(long Id, Point3 Place)> Told);
