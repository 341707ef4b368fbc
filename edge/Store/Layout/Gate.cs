using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Layout;

/// <summary>A gate: a scanner that admits, and the zones in which people appear and vanish.</summary>
/// <param name="Device">Device id of the scanner, for instance <c>gate-1</c>.</param>
/// <param name="Scanner">Where a person stands when scanning (mm).</param>
/// <param name="EntryZone">Where an admitted person is first seen.</param>
/// <param name="ExitZone">A person last seen here has left the store.</param>
public sealed record Gate(string Device, Point3 Scanner, Box3 EntryZone, Box3 ExitZone);
