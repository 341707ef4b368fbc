using System.Globalization;
using O4O.Edge.Recording;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Codes;
using O4O.Simulator.Noise;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Commands;

/// <summary>Lives through simulated days and writes what the edge would have recorded of them.</summary>
/// <param name="store">The store; the issuer of a seed's codes is added to it.</param>
public sealed class Recorder(StoreFile store)
{
    /// <summary>The store goes on being quiet for so long after the end, so that every visit is settled.</summary>
    private const long QuietUs = 8 * StoreTime.SecondUs;

    /// <summary>What the recording is not told; the truth is the same whatever it is.</summary>
    public Withheld Without { get; init; }

    /// <summary>Cameras that see people, in place of the store's eyes; or none.</summary>
    public CameraStore? Cameras { get; init; }

    /// <summary>What looks through the cameras; null for detections that are drawn.</summary>
    public ILooking? Looking { get; init; }

    /// <summary>Real plates' noise in place of the model's; or none.</summary>
    public RecordedNoise? Noise { get; init; }

    /// <summary>Writes a recording; returns what really happened in it.</summary>
    /// <param name="scenario">What happens.</param>
    /// <param name="seed">The same seed, the same bytes.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="messages">How many messages it holds.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public Truth Write(Scenario scenario, ulong seed, string output, out long messages) => Write(scenario, seed, output, out messages, out _);

    /// <summary>The same; also tells what pictures it holds, in a sentence, empty for none.</summary>
    public Truth Write(Scenario scenario, ulong seed, string output, out long messages, out string pictures)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        CodeIssuerKey key = CodeIssuerKey.FromSeed(seed);
        StoreFile trusting = store with { Issuers = [.. store.Issuers, key.Issuer] };
        if (Cameras is not null) trusting = Cameras.Of(trusting, seed);
        using var writer = new RecordingWriter(output, trusting, SimulateCommand.Start, Looking?.Recorded(scenario.Hands.LooksPerSecond));
        IFactSink sink = new RecordingSink(writer);
        if (Without != Withheld.None) sink = new WithholdingSink(sink, Without);
        var world = new World(trusting, scenario, seed, SimulateCommand.Start, key, GateMode.Alone, sink, Noise);
        using IDisposable? looking = Looking?.Through(world, seed);
        while (!world.IsFinished) world.Advance(world.Now + StoreTime.SecondUs);
        StoreTime end = world.Now + QuietUs;
        world.Advance(end);
        writer.AdvanceTo(end);
        messages = writer.Messages;
        pictures = writer.Pictures == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $"{writer.Pictures} pictures recorded, {writer.PictureBytes / 1e6:0.0} MB");
        return world.ToTruth();
    }
}
