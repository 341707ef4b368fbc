using O4O.Edge.Wire;
using O4O.Simulator.Codes;
using O4O.Simulator.Commands;
using O4O.Simulator.Rendering;
using O4O.Simulator.Rendering.Export;
using O4O.Simulator.Rendering.Stores;
using O4O.Simulator.Rendering.Truths;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.ModelTrials;

/// <summary>Lives through the days of a trial, a store a seed, and shows every picture with somebody in it; nothing touches a disk.</summary>
internal static class TrialDays
{
    /// <param name="renderer">Of the store.</param>
    /// <param name="camera">Which of its cameras, from 0.</param>
    /// <param name="truth">What is really there.</param>
    /// <param name="i420">The picture; not kept.</param>
    public delegate void Shown(StoreRenderer renderer, int camera, FrameTruth truth, byte[] i420);

    /// <summary>Shows all pictures of all days.</summary>
    public static void Run(TrialRequest request, Shown shown)
    {
        var i420 = new byte[request.Width * request.Height * 3 / 2];
        for (int s = 0; s < request.Seeds.Count; s++)
        {
            ulong seed = request.Seeds.First + (ulong)s;
            One(request, seed, i420, shown);
            request.Said($"{s + 1} of {request.Seeds.Count} stores");
        }
    }

    private static void One(TrialRequest request, ulong seed, byte[] i420, Shown shown)
    {
        StoreFile store = RandomStore.Create(seed);
        IReadOnlyList<StoreFile.CameraEntry> cameras = WildCameras.For(store.ToLayout(), request.Cameras, seed);
        CodeIssuerKey key = CodeIssuerKey.FromSeed(seed);
        var world = new World(
            store with { Issuers = [.. store.Issuers, key.Issuer], Cameras = [] }, request.Day(seed), seed, SimulateCommand.Start, key, GateMode.Alone, new NoSink());
        var renderer = new StoreRenderer(world, cameras, new RenderOptions { Width = request.Width, Height = request.Height, Seed = seed });
        long periodUs = (long)(1_000_000 / request.FramesPerSecond);
        foreach ((_, Scene scene) in ObservedDay.Of(world, renderer, periodUs))
        {
            if (scene.Count == 0) continue;
            for (int c = 0; c < cameras.Count; c++)
            {
                FrameTruth truth = renderer.RenderVideo(c, scene, i420);
                shown(renderer, c, truth, i420);
            }
        }
    }
}
