using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>A place for one unit in a facing.</summary>
/// <param name="Base">Middle of its foot.</param>
/// <param name="Row">0 at the front.</param>
internal readonly record struct Slot(Vec Base, int Row);
