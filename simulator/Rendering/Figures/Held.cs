using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>How a thing is held: its middle, its right seen from its front, and its upright axis.</summary>
internal readonly record struct Held(Vec Middle, Vec Right, Vec Up);
