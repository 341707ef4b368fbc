using O4O.Edge.Wire;
using O4O.Simulator.Commands;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Calibration;

/// <summary>Simulates the days, replays each through the edge at a threshold, and collects what it said against what was so.</summary>
/// <param name="store">The store.</param>
/// <param name="days">Where the days come from; each makes one for every seed.</param>
/// <param name="edge">The edge.</param>
public sealed class CalibrationRun(StoreFile store, IReadOnlyList<CalibrationDays> days, EdgeContender edge)
{
    /// <summary>
    /// The lowest threshold that the options allow: what is in review there although its confidence is higher stays in review at
    /// every threshold.
    /// </summary>
    public const double Lenient = 0.5;

    /// <summary>Called after each recording with how many are done; one call at a time.</summary>
    public Action<int>? Progress { get; init; }

    /// <summary>Runs all seeds, several at a time. Returns the visits of each recording: the first days' seeds, then the next's.</summary>
    /// <exception cref="UserMistakeException">The edge did not run or states no confidence, or the disk is full.</exception>
    public IReadOnlyList<JudgedVisit>[] Run(SeedRange seeds, int jobs, double threshold = Lenient)
    {
        // A recording carries its store's options: the replay has this threshold without being told.
        var recorder = new Recorder(With(store, threshold));
        var visits = new IReadOnlyList<JudgedVisit>[days.Count * seeds.Count];
        Days.ForEach(visits.Length, jobs, (i, folder) =>
        {
            ulong seed = seeds.First + (ulong)(i % seeds.Count);
            string recording = Path.Combine(folder, "rec.mcap");
            Truth truth = recorder.Write(days[i / seeds.Count].Day(seed), seed, recording, out _);
            visits[i] = JudgedVisit.Of(truth, edge.Receipts(recording, folder), threshold);
        }, Progress);
        return visits;
    }

    private static StoreFile With(StoreFile store, double threshold) =>
        store with { Options = store.ToOptions() with { Fusion = store.ToOptions().Fusion with { DoubtBelow = threshold } } };
}
