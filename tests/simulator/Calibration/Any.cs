using O4O.Simulator.Calibration;

namespace O4O.Simulator.Tests.Calibration;

/// <summary>What a test needs and does not care about.</summary>
internal static class Any
{
    public static CalibrationProvenance Provenance { get; } = new()
    {
        Days = [CalibrationDays.OfSuite("calm")], Seeds = new(1, 2), Store = "demo", StoreHash = "00", EdgeVersion = "1.0.0", EdgeCommit = null, WrongMax = 0.002,
    };
}
