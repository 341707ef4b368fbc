using O4O.Simulator.Commands;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Evaluation;

/// <summary>Simulates a day for each seed and lets every contender make receipts of it.</summary>
/// <param name="recorder">Makes the recordings.</param>
/// <param name="day">The scenario of a seed.</param>
/// <param name="contenders">Who takes part.</param>
public sealed class EvaluationRun(Recorder recorder, Func<ulong, Scenario> day, IReadOnlyList<IContender> contenders)
{
    /// <summary>Called after each seed with how many are done; one call at a time.</summary>
    public Action<int>? Progress { get; init; }

    /// <summary>Runs all seeds, several at a time. Returns each contender's trips, in the order of the seeds.</summary>
    /// <exception cref="UserMistakeException">The edge did not run, or the disk is full.</exception>
    public TripTally[][] Run(SeedRange seeds, int jobs)
    {
        TripTally[][] trips = [.. contenders.Select(_ => new TripTally[seeds.Count])];
        Days.ForEach(seeds.Count, jobs, (i, folder) => One(seeds.First + (ulong)i, i, folder, trips), Progress);
        return trips;
    }

    private void One(ulong seed, int index, string folder, TripTally[][] trips)
    {
        string recording = Path.Combine(folder, "rec.mcap");
        Truth truth = recorder.Write(day(seed), seed, recording, out _);
        for (int c = 0; c < contenders.Count; c++)
            trips[c][index] = TripTally.Of(truth, contenders[c].Run(recording, folder));
    }
}
