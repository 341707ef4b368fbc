using System.Buffers;
using O4O.Benchmarks.Workloads;
using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Host.EventLoop;
using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;

namespace O4O.Benchmarks.Budgets;

/// <summary>What is held to a budget: a name, and a function that returns the bytes that one operation allocates.</summary>
internal static class Operations
{
    /// <summary>
    /// Passes over an operation, of which the least counts: code that is still being compiled may box what the finished code
    /// does not, and that happens once, not in a store that runs for weeks.
    /// </summary>
    private const int Passes = 6;
    private static readonly Lazy<RecordedStream> Stream = new(() => new RecordedStream(DemoStore.Create(), BuiltInScenarios.Mixed, seed: 1));

    public static readonly (string Name, Func<double> Measure)[] All =
    [
        ("weightBatch", WeightBatchAtRest),
        ("weightMessage", WeightMessageAtRest),
        ("peopleMessage", () => Quiet(SourceKind.Eyes)),
        ("handsMessage", () => Quiet(SourceKind.Hands)),
        ("tick", () => Quiet(null)),
        ("mixedFact", MixedFact),
        ("gateScan", GateScanned),
        ("journalAppend", JournalAppend),
        ("inboxPostAndTake", InboxPostAndTake),
        ("recordingWrite", RecordingWrite),
        ("readWeights", () => Bytes(20_000, new WireLoad(), static w => w.ReadWeights())),
        ("readPeople", () => Bytes(20_000, new WireLoad(), static w => w.ReadPeople())),
        ("frameToDetections", FrameToDetections),
        ("frameToJpeg", FrameToJpeg),
        ("jpegToFrame", JpegToFrame),
        ("detectionsMessage", () => Bytes(10, new FloorLoad(seed: 1), static l => l.Follow()) / FloorLoad.Frames),
        ("trackerPicture", () => Bytes(10, new TrackerLoad(seed: 1), static l => l.Follow()) / TrackerLoad.Frames),
    ];

    private static double WeightBatchAtRest() =>
        Bytes(10, new WholeStore(picks: false, seed: 1), static s => s.Second()) / (WholeStore.Shelves * WholeStore.BatchesPerSecond);

    /// <summary>The same from the message's bytes through the machine's door to the end of the decision.</summary>
    private static double WeightMessageAtRest()
    {
        StoreLayout layout = WholeStore.MakeLayout();
        var intake = new FactIntake(new StoreMachine(layout, new StoreOptions(), []));
        var samples = new WholeStore(picks: false, seed: 1);
        var message = new byte[WeightsPayload.Size(WholeStore.PlatesPerShelf, WholeStore.SamplesPerBatch)];
        long nowUs = 1_767_571_200_000_000, sequence = 0;
        intake.Machine.Start(new StoreTime(nowUs));
        intake.Machine.Taken();
        void Second(int _)
        {
            for (int b = 0; b < WholeStore.BatchesPerSecond; b++, nowUs += WholeStore.SamplesPerBatch * WholeStore.PeriodUs)
            {
                for (int s = 0; s < WholeStore.Shelves; s++)
                {
                    var mark = new DeviceMark(1, (uint)(sequence / WholeStore.Shelves), nowUs);
                    WeightsPayload.Write(message, mark, WholeStore.PeriodUs, WholeStore.PlatesPerShelf, samples.Batch(s, b * WholeStore.SamplesPerBatch));
                    var stamp = new Stamp(++sequence, new StoreTime(nowUs + 70_000 + s));
                    intake.Take(stamp, layout.Sources[s], message, out long _);
                    intake.Machine.Decide(stamp);
                }
            }
        }
        return Bytes<Action<int>>(10, Second, static second => second(0)) / (WholeStore.Shelves * WholeStore.BatchesPerSecond);
    }

    /// <summary>Facts of one kind that decide nothing, in the middle of a mixed day.</summary>
    private static double Quiet(SourceKind? kind)
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < Passes; i++) least = Math.Min(least, Stream.Value.QuietBytes(Stream.Value.NewMachine(), kind));
        return least;
    }

    private static double MixedFact()
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < Passes; i++)
        {
            FactIntake intake = Stream.Value.NewMachine();
            least = Math.Min(least, Bytes(Stream.Value, s => s.Play(intake)) / (double)Stream.Value.Facts);
        }
        return least;
    }

    private static double GateScanned()
    {
        using var gate = new GateLoad();
        double least = double.PositiveInfinity;
        for (int i = 0; i < Passes; i++)
        {
            gate.Refill();
            least = Math.Min(least, Bytes(gate, static g =>
            {
                for (int code = 0; code < GateLoad.Codes; code++)
                {
                    g.Scan();
                    g.Machine.Taken();
                }
            }) / (double)GateLoad.Codes);
        }
        return least;
    }

    /// <summary>On the appending thread, at a speed at which the disk never makes it wait.</summary>
    private static double JournalAppend()
    {
        using var load = new CommitLoad();
        return Bytes(10, load, static l =>
        {
            for (int i = 0; i < CommitLoad.GroupRecords; i++) l.Journal.Append(l.Record);
            l.Wait(l.Journal.LastSequence);
        }) / CommitLoad.GroupRecords;
    }

    private static double InboxPostAndTake()
    {
        StoreLayout layout = WholeStore.MakeLayout();
        var inbox = new Inbox(64, layout.Sources.Count);
        var wire = new WireLoad();
        return Bytes(20_000, inbox, i =>
        {
            if (!i.TryPost(layout.Sources[0], wire.Weights) || !i.TryTake(0, out Inbound item)) throw new InvalidOperationException("the inbox lost a message");
            ArrayPool<byte>.Shared.Return(item.Buffer!);
        });
    }

    /// <summary>Into the writer's own memory and on to a stream that forgets; the files are one buffer a chunk.</summary>
    private static double RecordingWrite()
    {
        using var writer = new McapWriter(System.IO.Stream.Null);
        ushort channel = writer.AddChannel("bench", writer.AddSchema("bench", "", []), "");
        var wire = new WireLoad();
        uint sequence = 0;
        return Bytes(20_000, writer, w => w.Write(channel, sequence, 1_000_000L * sequence++, 0, wire.Weights));
    }

    /// <summary>Pixels through the real model to boxes; no number where the model is not at hand.</summary>
    private static double FrameToDetections()
    {
        if (EyesLoad.Missing() is not null) return double.NaN;
        using var load = new EyesLoad("yolox-nano");
        return Bytes(10, load, static l => l.Detect());
    }

    private static double FrameToJpeg()
    {
        if (EyesLoad.Missing() is not null) return double.NaN;
        using var load = new EyesLoad("yolox-nano");
        return Bytes(10, load, static l => l.Compress());
    }

    private static double JpegToFrame()
    {
        if (EyesLoad.Missing() is not null) return double.NaN;
        using var load = new JpegLoad(quality: 85);
        return Bytes(24, load, static l => l.Read());
    }

    /// <summary>Least bytes an operation over some passes of so many; one pass goes before.</summary>
    private static double Bytes<T>(int times, T on, Action<T> operation)
    {
        for (int i = 0; i < times; i++) operation(on);
        long least = long.MaxValue;
        for (int pass = 0; pass < Passes; pass++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < times; i++) operation(on);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least / (double)times;
    }

    private static long Bytes<T>(T on, Action<T> operation)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        operation(on);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
