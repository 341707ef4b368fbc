using System.Buffers;
using System.Diagnostics;
using O4O.Edge.Drivers.Journal;
using O4O.Edge.Host.Effects;
using O4O.Edge.Host.Live;
using O4O.Edge.Host.Telemetry;
using O4O.Edge.Recording;
using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using StoreRecord = O4O.Edge.Store.Journal.JournalRecord;

namespace O4O.Edge.Host.EventLoop;

/// <summary>
/// The event loop: one thread that takes facts out of the inbox, stamps them, sends them through the machine, and hands what
/// was decided to the journal, the live view and, after the flush, to the effects. Nobody else stamps, nobody else decides.
/// </summary>
public sealed class StoreLoop(
    StoreClock clock, Inbox inbox, FactIntake intake, JournalWriter journal, DurableEffects effects, LiveRecording? recording,
    LiveView live, FeedHub feed, Stages stages)
{
    private const long PaintEveryUs = 100_000, CountEveryUs = 1_000_000;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly StoreMachine _machine = intake.Machine;
    private StoreTime _nextPaint, _nextCount;
    private long _sequence;
    private volatile bool _stopping;

    /// <summary>Refreshes what is counted elsewhere; called once a second on the loop's thread.</summary>
    public Action? OnCount { get; set; }

    /// <summary>Hears every change of a visit, on the loop's thread.</summary>
    public Action<SessionView>? OnSession { get; set; }

    /// <summary>Says which shelves move; nobody, where nobody asked.</summary>
    public StirTeller? Stirs { get; set; }

    /// <summary>Runs until <see cref="Stop"/>, or until the journal fails: then it throws, and the service must end.</summary>
    /// <exception cref="InvalidOperationException">The journal refuses records.</exception>
    public void Run()
    {
        _machine.Start(clock.Now());
        Publish(Stopwatch.GetTimestamp());
        StoreTime nextTick = clock.Now();
        while (!_stopping)
        {
            int waitMs = (int)Math.Clamp((nextTick - clock.Now() + 999) / 1000, 0, 50); // rounded up: the last part of a millisecond would be spun away
            if (inbox.TryTake(waitMs, out Inbound item)) Take(item);
            StoreTime now = clock.Now();
            if (now < nextTick) continue;
            Tick(now);
            nextTick = now + RecordingFormat.TickUs;
        }
    }

    public void Stop() => _stopping = true;

    private void Take(in Inbound item)
    {
        stages.BrokerToInbox.RecordSince(item.ArrivedAt);
        var stamp = new Stamp(++_sequence, clock.Now());
        long began = Stopwatch.GetTimestamp();
        if (item.Answer is { } answer)
        {
            _machine.OnChargeAnswer(stamp, answer);
            recording?.ChargeAnswer(stamp.Sequence, stamp.Time, ChargeAnswerPayload.Write(answer));
        }
        else
        {
            ReadOnlySpan<byte> payload = item.Buffer.AsSpan(0, item.Length);
            if (intake.Take(stamp, item.Source!, payload, out long deviceTimeUs))
                recording?.Fact(stamp.Sequence, stamp.Time, deviceTimeUs, item.Source!, payload);
            ArrayPool<byte>.Shared.Return(item.Buffer!);
            Stirs?.After(item.Source!, stamp.Time);
            if (item.Source!.Kind == SourceKind.Shelf) stages.InboxToWeightChange.RecordSince(began);
        }
        Decide(stamp);
    }

    private void Tick(StoreTime now)
    {
        while (inbox.TryTakeDropped(out int source, out long count))
        {
            var dropped = new Stamp(++_sequence, now);
            _machine.OnDropped(dropped, source, count);
            Publish(Stopwatch.GetTimestamp());
        }
        var stamp = new Stamp(++_sequence, now);
        _machine.OnTick(stamp);
        recording?.Tick(stamp.Sequence, now);
        Decide(stamp);
        if (now >= _nextPaint)
        {
            _nextPaint = now + PaintEveryUs;
            feed.Send("floor", live.Paint(stamp), LiveJson.Default.FloorView);
        }
        if (now < _nextCount) return;
        _nextCount = now + CountEveryUs;
        OnCount?.Invoke();
        feed.Send("status", StatusPicture.Status(live, stages), LiveJson.Default.StatusView);
    }

    private void Decide(Stamp stamp)
    {
        long began = Stopwatch.GetTimestamp();
        _machine.Decide(stamp);
        if (_machine.Records.Count > 0) stages.FusionAndCart.RecordSince(began);
        Publish(Stopwatch.GetTimestamp());
    }

    /// <summary>What was decided goes to the journal and to everybody who watches.</summary>
    private void Publish(long decidedAt)
    {
        foreach (StoreRecord record in _machine.Records)
        {
            effects.Add(Append(record), record, repeat: false);
            if (record is WeightChanged w) feed.Send("weight", StatusPicture.Weight(w), LiveJson.Default.WeightView, null, decidedAt);
        }
        foreach (SessionView session in live.Show(_machine.Records, _machine.ProvisionalChanges))
        {
            bool last = session.State == "settled" && session.ChargeState is null or "booked" or "refused";
            feed.Send("cart", session, LiveJson.Default.SessionView, session.Session, decidedAt, last);
            OnSession?.Invoke(session);
        }
        foreach (GateDecided repeat in _machine.Repeats) effects.Add(journal.LastSequence, repeat, repeat: true);
        _machine.Taken();
    }

    private long Append(StoreRecord record)
    {
        _buffer.ResetWrittenCount();
        JournalCodec.Write(record, _buffer);
        long sequence;
        AppendOutcome outcome;
        // The truth is never dropped: while the disk is behind, the loop waits, and the inbox drops and counts.
        while ((outcome = journal.TryAppend(_buffer.WrittenSpan, out sequence)) == AppendOutcome.Full) Thread.Sleep(1);
        if (outcome == AppendOutcome.Refused) throw new InvalidOperationException($"the journal takes no more records: {journal.Failure}");
        return sequence;
    }
}
