using O4O.Edge.Store.Quantities;
using O4O.Simulator.Shelves;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Simulation;

/// <summary>An action that moved units, with all that decides whether a fault hid some of it.</summary>
/// <param name="Action">As the truth tells it.</param>
/// <param name="BeginUs">When the plates began to feel it, store time.</param>
/// <param name="EndUs">When they were still again.</param>
/// <param name="ShelfIndex">Dense index of the shelf; −1 for a handover.</param>
/// <param name="Plates">Dense indices of all plates that bore some of it.</param>
/// <param name="Units">What moved.</param>
/// <param name="AtHome">It was taken from, or put, where its product belongs.</param>
/// <param name="Near">Other visits with somebody who could have reached there.</param>
/// <param name="At">Where the head of who did it was; null where that is not known.</param>
internal sealed record Deed(
    TruthAction Action, long BeginUs, long EndUs, int ShelfIndex, IReadOnlyList<int> Plates, IReadOnlyList<Unit> Units, bool AtHome,
    IReadOnlyList<string> Near, Point3? At = null);
