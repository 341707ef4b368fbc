using System.Diagnostics;
using O4O.Edge.Host.EventLoop;
using O4O.Edge.Recording;
using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Codes;
using O4O.Simulator.Commands;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;

namespace O4O.Benchmarks.Workloads;

/// <summary>A simulated store's facts in memory, ticks among them, in the order in which the event loop would stamp them.</summary>
internal sealed class RecordedStream : IFactSink
{
    private readonly record struct Entry(StoreTime At, int Source, int Offset, int Length);

    private readonly StoreFile _store;
    private readonly StoreLayout _layout;
    private readonly Dictionary<string, int> _sources = new(StringComparer.Ordinal);
    private readonly List<Entry> _entries = [];
    private byte[] _bytes = new byte[1 << 20];
    private int _filled;
    private StoreTime _nextTick = SimulateCommand.Start;

    /// <param name="store">The store, without issuers of codes.</param>
    /// <param name="scenario">What happens in it.</param>
    /// <param name="seed">The same seed, the same stream.</param>
    public RecordedStream(StoreFile store, Scenario scenario, ulong seed)
    {
        CodeIssuerKey key = CodeIssuerKey.FromSeed(seed);
        _store = store with { Issuers = [key.Issuer] };
        _layout = _store.ToLayout();
        foreach (Source source in _layout.Sources)
            _sources[Topics.Up(_store.Store, source.Device, LiveRecording.Kind(source.Kind))] = source.Index;
        var world = new World(_store, scenario, seed, SimulateCommand.Start, key, GateMode.Alone, this);
        while (!world.IsFinished) world.Advance(world.Now + StoreTime.SecondUs);
        AdvanceTo(world.Now);
        Seconds = (world.Now - SimulateCommand.Start) / (double)StoreTime.SecondUs;
    }

    public int Facts => _entries.Count;
    public int Bytes => _filled;
    public double Seconds { get; }

    public void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
    {
        if (!_sources.TryGetValue(topic, out int source)) return; // a device's word that it is online
        AdvanceTo(arrival);
        // Whole words, so that weights are read from aligned memory as they are from a pooled buffer.
        int at = (_filled + 15) & ~15;
        if (at + payload.Length > _bytes.Length) Array.Resize(ref _bytes, 2 * _bytes.Length);
        payload.CopyTo(_bytes.AsSpan(at));
        _filled = at + payload.Length;
        _entries.Add(new Entry(arrival, source, at, payload.Length));
    }

    /// <summary>The door of a machine that has seen nothing yet.</summary>
    public FactIntake NewMachine()
    {
        var machine = new StoreMachine(_layout, _store.ToOptions(), _store.Issuers);
        machine.Start(_entries[0].At);
        machine.Taken();
        return new FactIntake(machine);
    }

    /// <summary>Sends everything through; returns the number of records decided.</summary>
    public int Play(FactIntake intake)
    {
        int records = 0;
        for (int i = 0; i < _entries.Count; i++)
        {
            Send(intake, i);
            records += intake.Machine.Records.Count;
            intake.Machine.Taken();
        }
        return records;
    }

    /// <summary>Sends everything through and notes how long each fact took.</summary>
    /// <param name="intake">A new machine's.</param>
    /// <param name="elapsed">Receives <see cref="Stopwatch"/> ticks, one a fact.</param>
    public void Play(FactIntake intake, long[] elapsed)
    {
        for (int i = 0; i < _entries.Count; i++)
        {
            long began = Stopwatch.GetTimestamp();
            Send(intake, i);
            elapsed[i] = Stopwatch.GetTimestamp() - began;
            intake.Machine.Taken();
        }
    }

    /// <summary>
    /// Sends everything through and adds up what was allocated by facts of one kind that decided nothing and showed nobody new.
    /// </summary>
    /// <param name="intake">A new machine's.</param>
    /// <param name="kind">The kind; null for ticks.</param>
    /// <returns>Bytes a fact.</returns>
    public double QuietBytes(FactIntake intake, SourceKind? kind)
    {
        long bytes = 0, facts = 0;
        for (int i = 0; i < _entries.Count; i++)
        {
            int source = _entries[i].Source, people = intake.Machine.People.Count;
            long judged = intake.Machine.Counters.PassingsJudged;
            bool counted = source < 0 ? kind is null : _layout.Sources[source].Kind == kind;
            long before = GC.GetAllocatedBytesForCurrentThread();
            Send(intake, i);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (counted && intake.Machine.Records.Count == 0 && intake.Machine.People.Count == people && intake.Machine.Counters.PassingsJudged == judged)
            {
                bytes += allocated;
                facts++;
            }
            intake.Machine.Taken();
        }
        return bytes / (double)facts;
    }

    /// <summary>The floor: reads every byte of every fact once.</summary>
    public long MemoryPass()
    {
        long sum = 0;
        foreach (ref readonly Entry entry in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries))
            foreach (byte b in _bytes.AsSpan(entry.Offset, entry.Length)) sum += b;
        return sum;
    }

    private void Send(FactIntake intake, int i)
    {
        Entry entry = _entries[i];
        var stamp = new Stamp(i + 1, entry.At);
        if (entry.Source < 0) intake.Machine.OnTick(stamp);
        else intake.Take(stamp, _layout.Sources[entry.Source], _bytes.AsSpan(entry.Offset, entry.Length), out _);
        intake.Machine.Decide(stamp);
    }

    private void AdvanceTo(StoreTime time)
    {
        for (; _nextTick <= time; _nextTick += RecordingFormat.TickUs) _entries.Add(new Entry(_nextTick, -1, 0, 0));
    }
}
