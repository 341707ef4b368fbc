using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.Shelves;

/// <summary>How a unit stands: its main plate, the shares of its weight, and where a hand takes it.</summary>
/// <param name="Plate">Dense index of the plate that bears most of it.</param>
/// <param name="Left">Share borne by the plate to the left, 0 when none.</param>
/// <param name="Own">Share borne by the main plate.</param>
/// <param name="Right">Share borne by the plate to the right, 0 when none.</param>
/// <param name="Place">Where the hand goes (mm).</param>
internal readonly record struct Footing(int Plate, double Left, double Own, double Right, Point3 Place);
