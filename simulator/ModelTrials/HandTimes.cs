using System.Diagnostics;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Pictures;

namespace O4O.Simulator.ModelTrials;

/// <summary>What a look costs on one thread, from a camera's picture to a direction. Other programs only ever make a run longer: the fastest of many counts.</summary>
internal static class HandTimes
{
    private const int Rounds = 40, Width = 640, Height = 480;

    /// <summary>Milliseconds.</summary>
    public static double Of(HandEmbedder embedder)
    {
        var pixels = new byte[Picture.Bytes(Width, Height)];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i * 31 >> 3);
        double best = double.PositiveInfinity;
        for (int i = 0; i < Rounds; i++)
        {
            long from = Stopwatch.GetTimestamp();
            embedder.Embed(new Picture(Width, Height, pixels), new HandPlace(200 + i, 150 + 3 * i, 0.25f), out _);
            best = Math.Min(best, Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        return best;
    }
}
