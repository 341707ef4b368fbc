using System.Diagnostics;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;

namespace O4O.Simulator.ModelTrials;

/// <summary>
/// What a picture costs on one thread, from pixels to detections, beside another model on the same pictures by turns. Other programs
/// only ever make a run longer, so of the rounds of each picture the fastest counts, and over the pictures the middle one.
/// </summary>
internal static class FrameTimes
{
    private const int Rounds = 7;

    /// <summary>Milliseconds a picture of each detector.</summary>
    public static double[] Of(IReadOnlyList<Detector> detectors, IReadOnlyList<byte[]> pictures, int width, int height)
    {
        var best = new double[detectors.Count][];
        for (int d = 0; d < best.Length; d++) Array.Fill(best[d] = new double[pictures.Count], double.PositiveInfinity);
        for (int round = 0; round < Rounds; round++)
        {
            for (int p = 0; p < pictures.Count; p++)
            {
                for (int d = 0; d < detectors.Count; d++)
                {
                    long from = Stopwatch.GetTimestamp();
                    detectors[d].Detect(new Picture(width, height, pictures[p]));
                    best[d][p] = Math.Min(best[d][p], Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                }
            }
        }
        return [.. best.Select(Middle)];
    }

    /// <summary>A detector of another model to compare with; null where its file is not here.</summary>
    public static Detector? Peer(string name)
    {
        try
        {
            return new Detector(ModelLibrary.Default.Open(name), new DetectorOptions { Classes = ["person"] });
        }
        catch (ModelException)
        {
            return null; // not everybody has it, and nothing hangs on it
        }
    }

    private static double Middle(double[] all)
    {
        Array.Sort(all);
        return all.Length == 0 ? 0 : all[all.Length / 2];
    }
}
