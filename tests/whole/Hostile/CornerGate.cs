using O4O.Edge.Wire;

namespace O4O.Whole.Tests.Hostile;

/// <summary>A second gate, in the far corner of the demo store, where nobody simulated comes.</summary>
internal static class CornerGate
{
    public const string Device = "gate-9";

    public static readonly StoreFile.GateEntry Entry = new(
        Device, [7_500, 5_000, 1_100], [7_400, 5_200, 0, 7_900, 5_600, 2_600], [7_400, 5_700, 0, 7_900, 5_900, 2_600]);
}
