namespace O4O.Simulator.People;

/// <summary>What the camera on hands makes of one grasp, until another look makes something else of it.</summary>
/// <param name="Grasp">The grasp that it is of.</param>
/// <param name="IsBad">Covered by the fingers, or turned away: badly seen all through.</param>
/// <param name="Top">What it takes the thing for: a product's index, or −1 for nothing.</param>
/// <param name="Sure">Probability with which such a verdict is right where something is held.</param>
internal readonly record struct GraspView(int Grasp, bool IsBad, int Top, double Sure);
