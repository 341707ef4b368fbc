using O4O.Simulator.Demo.Cameras;

namespace O4O.Simulator.Commands;

/// <summary>Who sees the people of a demo.</summary>
/// <param name="Eyes">Cameras; null where the edge is told where everybody is.</param>
/// <param name="Instead">Why there are none although nobody asked for joints; null where that was asked for.</param>
internal readonly record struct DemoSight(DemoEyes? Eyes, string? Instead);
