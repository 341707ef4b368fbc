using O4O.CloudSync.Agent;
using O4O.CloudSync.Contract;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Host.Effects;
using O4O.Edge.Host.Review;
using O4O.Edge.Store.Charging;
using O4O.Edge.Store.Gates;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Service;

/// <summary>Carries out what is on the disk: opens gates, sends charges, feeds the projections and the review.</summary>
public sealed class EffectRunner(StoreLayout layout, MqttClient mqtt, ChargePump? pump, ProjectionKeeper projections, Action<string> log, ReviewDesk? reviews = null)
{
    private long _gatesUnreached, _chargesWaiting;

    /// <summary>Decisions that found no connection: the gate asks again by itself.</summary>
    public long GatesUnreached => Interlocked.Read(ref _gatesUnreached);

    /// <summary>Charges that found no room in the pump; they go out after the next start.</summary>
    public long ChargesWaiting => Interlocked.Read(ref _chargesWaiting);

    /// <summary>Called in order, once a record, after its flush.</summary>
    public void CarryOut(long sequence, JournalRecord record, bool repeat)
    {
        if (record is GateDecided decision) Answer(decision);
        if (repeat) return;
        if (record is SessionSettled { ChargeId: { } id } trip) Charge(new PendingCharge(id, trip));
        reviews?.Take(record); // first: whoever sees the trip settled can ask for its pictures
        projections.Apply(sequence, record);
    }

    /// <summary>Hands a charge to the pump.</summary>
    public void Charge(PendingCharge charge)
    {
        if (pump is null) return;
        EnqueueResult result = pump.Enqueue(ChargeMaker.Make(layout, charge));
        if (result is EnqueueResult.Accepted or EnqueueResult.AlreadyPending) return;
        Interlocked.Increment(ref _chargesWaiting);
        log($"outbox: {charge.ChargeId} waits for the next start: the pump is {result.ToString().ToLowerInvariant()}");
    }

    private void Answer(GateDecided d)
    {
        var payload = new DecisionPayload(d.BootEpoch, d.Sequence, d.Admit, d.Reason, GateReasons.Message(d.Reason), d.Session, d.Party);
        MqttPublishResult result = mqtt.Publish(Topics.Down(layout.StoreId, d.Gate, Topics.Decision), payload.ToBytes(), 1, false);
        if (result != MqttPublishResult.Accepted) Interlocked.Increment(ref _gatesUnreached);
    }
}
