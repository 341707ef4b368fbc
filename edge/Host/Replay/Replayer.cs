using System.Diagnostics;
using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Host.EventLoop;
using O4O.Edge.Recording;
using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Provisional;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Replay;

/// <summary>Sends a recording through the machine that runs live, and keeps what comes out.</summary>
public static class Replayer
{
    /// <summary>Replays a recording.</summary>
    /// <param name="path">The recording.</param>
    /// <param name="rate">Times real time; 0 for as fast as it goes.</param>
    /// <param name="onRecord">Hears every record as it is decided; may be null.</param>
    /// <param name="options">Options instead of the recording's own, or null.</param>
    /// <param name="onFact">Hears every fact with what it decided, before the next; may be null.</param>
    /// <param name="lens">Sees the recording's pictures, and what the machine takes in place of facts; null for the facts as they were recorded.</param>
    /// <exception cref="NotARecordingException">Not a recording.</exception>
    public static ReplayResult Run(
        string path, double rate, Action<JournalRecord>? onRecord, StoreOptions? options = null, FactHeard? onFact = null, IFactLens? lens = null)
    {
        using RecordingReader reader = RecordingReader.Open(path, withPictures: lens is not null);
        var machine = new StoreMachine(reader.Store.ToLayout(), options ?? reader.Store.ToOptions(), reader.Store.Issuers);
        var intake = new FactIntake(machine);
        var sources = new List<Source?>();
        using var hash = new StateHash();
        var records = new List<JournalRecord>();
        var provisional = new List<ProvisionalChange>();
        long facts = 0, foreign = 0;
        StoreTime first = default, last = default;
        long began = Stopwatch.GetTimestamp();
        while (reader.TryRead(out RecordedFact fact))
        {
            if (fact.IsPicture)
            {
                lens!.Picture(fact);
                continue; // no fact: it has no stamp, and nothing happens at it
            }
            if (lens is not null) fact = fact.With(lens.Through(fact));
            if (facts == 0)
            {
                first = fact.LogTime;
                machine.Start(first);
            }
            last = StoreTime.Later(last, fact.LogTime);
            if (rate > 0) Wait(began, (last - first) / rate);
            var stamp = new Stamp(++facts, last);
            if (!Take(intake, fact, stamp, sources)) foreign++;
            machine.Decide(stamp);
            onFact?.Invoke(fact, machine);
            Collect(machine, hash, records, provisional, onRecord);
        }
        if (facts > 0)
        {
            machine.Finish(new Stamp(facts + 1, last));
            Collect(machine, hash, records, provisional, onRecord);
        }
        double elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new ReplayResult(reader.Store, machine, records, hash.Finish(), facts, foreign + intake.Malformed, first, last, elapsed, reader.End!.Value,
            provisional, reader.Pictures);
    }

    private static bool Take(FactIntake intake, in RecordedFact fact, Stamp stamp, List<Source?> sources)
    {
        while (sources.Count <= fact.TopicIndex) sources.Add(null);
        Source? source = sources[fact.TopicIndex] ??= Find(intake.Machine.Layout, fact.Topic);
        if (source is not null)
        {
            intake.Take(stamp, source, fact.Payload, out _); // a malformed one is counted there
            return true;
        }
        if (fact.Topic.EndsWith("/" + Topics.Tick, StringComparison.Ordinal)) intake.Machine.OnTick(stamp);
        else if (fact.Topic.EndsWith("/" + Topics.Charge, StringComparison.Ordinal) && ChargeAnswerPayload.Read(fact.Payload) is { } answer)
            intake.Machine.OnChargeAnswer(stamp, answer);
        else return false;
        return true;
    }

    private static Source? Find(StoreLayout layout, string topic)
    {
        if (!Topics.TryParseUp(topic, out _, out string device, out string kind)) return null;
        foreach (Source source in layout.Sources)
            if (source.Device == device && (LiveRecording.Kind(source.Kind) == kind || (source.Kind == SourceKind.Camera && kind == Topics.Status))) return source;
        return null;
    }

    private static void Collect(
        StoreMachine machine, StateHash hash, List<JournalRecord> records, List<ProvisionalChange> provisional, Action<JournalRecord>? onRecord)
    {
        provisional.AddRange(machine.ProvisionalChanges);
        foreach (JournalRecord record in machine.Records)
        {
            hash.Add(record);
            records.Add(record);
            onRecord?.Invoke(record);
        }
        machine.Taken();
    }

    private static void Wait(long began, double dueUs)
    {
        double aheadMs = dueUs / 1000 - Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        if (aheadMs > 1) Thread.Sleep((int)aheadMs);
    }
}
