using O4O.Edge.Recording;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Codes;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Commands;

/// <summary>Lives through a simulated day and writes what the edge would have recorded of it.</summary>
public static class Recorder
{
    /// <summary>The store goes on being quiet for so long after the end, so that every visit is settled.</summary>
    private const long QuietUs = 8 * StoreTime.SecondUs;

    /// <summary>Writes a recording; returns what really happened in it.</summary>
    /// <param name="scenario">What happens.</param>
    /// <param name="seed">The same seed, the same bytes.</param>
    /// <param name="store">The store; the issuer of the seed's codes is added to it.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="withheld">What the recording is not told; the truth is the same whatever it is.</param>
    /// <param name="messages">How many messages it holds.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static Truth Write(Scenario scenario, ulong seed, StoreFile store, string output, Withheld withheld, out long messages)
    {
        ArgumentNullException.ThrowIfNull(store);
        CodeIssuerKey key = CodeIssuerKey.FromSeed(seed);
        store = store with { Issuers = [.. store.Issuers, key.Issuer] };
        using var writer = new RecordingWriter(output, store, SimulateCommand.Start);
        IFactSink sink = new RecordingSink(writer);
        if (withheld != Withheld.None) sink = new WithholdingSink(sink, withheld);
        var world = new World(store, scenario, seed, SimulateCommand.Start, key, GateMode.Alone, sink);
        while (!world.IsFinished) world.Advance(world.Now + StoreTime.SecondUs);
        StoreTime end = world.Now + QuietUs;
        world.Advance(end);
        writer.AdvanceTo(end);
        messages = writer.Messages;
        return world.ToTruth();
    }
}
