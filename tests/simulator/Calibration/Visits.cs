using O4O.Simulator.Calibration;

namespace O4O.Simulator.Tests.Calibration;

/// <summary>Recordings made up of visits alike.</summary>
internal static class Visits
{
    public static JudgedVisit Right(double confidence, int units = 4) => new(confidence, true, units, 0, false);

    public static JudgedVisit Wrong(double confidence, int units = 4, int wrong = 1) => new(confidence, false, units, wrong, false);

    /// <summary>So many recordings of the same visits.</summary>
    public static IReadOnlyList<IReadOnlyList<JudgedVisit>> Recordings(int count, params JudgedVisit[] visits) =>
        [.. Enumerable.Repeat<IReadOnlyList<JudgedVisit>>(visits, count)];
}
