using O4O.Edge.Tests.Drivers.Inference;
using O4O.Simulator.Demo.Cameras;
using O4O.Simulator.Demo.Outcome;
using O4O.Simulator.Demo.Services;
using O4O.Whole.Tests.Running;
using Xunit.Abstractions;

namespace O4O.Whole.Tests;

[Trait("Needs", "broker")]
[Collection("whole store")]
public sealed class DemoFromPixelsTests(ITestOutputHelper output)
{
    /// <summary>
    /// The whole way from rendered pictures over streams, ffmpeg, a network and the broker to the edge; the network is one that finds nobody,
    /// so that this is a test of the way and not of a model.
    /// </summary>
    [Fact]
    public async Task Demo_FromPixels_TheEdgeHearsEveryCameraAndChargesNobodyWhomNoneSees()
    {
        using var blind = new TinyModel();
        await using Store store = await Store.OpenAsync(output, seed: 7, seconds: 40, o => o with
        {
            Eyes = new DemoEyes { Model = blind.ManifestFile, Cameras = 2, Width = 160, Height = 120 },
        });

        DemoSummary summary = await store.CloseAsync();

        Assert.Null(summary.Failure);
        Assert.Equal(0, summary.Lines.UnitsCharged);
        Assert.True(summary.Trips.Total > 0);
        Assert.Equal((summary.Trips.Total, 0), (summary.Trips.Review, summary.Trips.Open)); // nobody was seen: a person looks at each
        Assert.Equal((EyesFigures.Pixels, 2), (summary.Eyes.Kind, summary.Eyes.Cameras?.Count));
        Assert.True(summary.Eyes.Cameras!.SeenPerSecond > 0);
        EdgeState state = await store.Run.Edge.StateAsync(default);
        EdgeState.SourceState[] cameras = [.. state.Sources.Where(s => s.Kind == "camera")];
        Assert.Equal(["camera-1", "camera-2"], cameras.Select(c => c.Device));
        Assert.All(cameras, c => Assert.True(c.Messages > 40, $"{c.Device}: {c.Messages} messages"));
        Assert.True(summary.Counters["simulatorPictures"] > 100);
        store.Done();
    }
}
