using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.EventLoop;

/// <summary>
/// The door of the machine, the same for live and for replay: a stamped message's bytes become a fact and go in. Whatever
/// is malformed stays outside and is counted. One thread's.
/// </summary>
public sealed class FactIntake(StoreMachine machine)
{
    private readonly PersonObservation[] _people = new PersonObservation[PeoplePayload.PeopleMax];
    private readonly HandLook[] _looks = new HandLook[HandsPayload.LooksMax];
    private readonly DetectedBox[] _boxes = new DetectedBox[DetectionsPayload.BoxesMax];
    private readonly long[] _malformedBySource = new long[machine.Layout.Sources.Count];

    public StoreMachine Machine { get; } = machine;
    public long Malformed { get; private set; }

    /// <summary>Why the last malformed message was refused.</summary>
    public string LastProblem { get; private set; } = "";

    /// <summary>Malformed messages of one source.</summary>
    public long MalformedOf(int sourceIndex) => _malformedBySource[sourceIndex];

    /// <summary>Takes in one message of a sensor; false when it was malformed.</summary>
    /// <param name="stamp">Its stamp.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="payload">Its bytes; not kept.</param>
    /// <param name="deviceTimeUs">The device's own time, for the recording.</param>
    public bool Take(Stamp stamp, Source source, ReadOnlySpan<byte> payload, out long deviceTimeUs)
    {
        deviceTimeUs = 0;
        string error;
        switch (source.Kind)
        {
            case SourceKind.Shelf:
                if (!WeightsPayload.TryRead(payload, out WeightBatch batch, out error)) return Refuse(source, error);
                deviceTimeUs = batch.Mark.TimeUs;
                Machine.OnWeights(stamp, source.Index, batch);
                return true;
            case SourceKind.Eyes:
                if (!PeoplePayload.TryRead(payload, _people, out PeopleFrame frame, out error)) return Refuse(source, error);
                deviceTimeUs = frame.Mark.TimeUs;
                Machine.OnPeople(stamp, source.Index, frame);
                return true;
            case SourceKind.Hands:
                if (!HandsPayload.TryRead(payload, Machine.Layout, _looks, out HandsFrame hands, out error)) return Refuse(source, error);
                deviceTimeUs = hands.Mark.TimeUs;
                Machine.OnHands(stamp, source.Index, hands);
                return true;
            case SourceKind.Camera when StatusPayload.IsOne(payload):
                if (StatusPayload.Read(payload) is not { } status) return Refuse(source, "not a status message");
                Machine.OnStatus(stamp, source.Index, status.Online, status.Detail ?? "");
                return true;
            case SourceKind.Camera:
                if (!DetectionsPayload.TryRead(payload, _boxes, out DetectionsFrame detections, out error)) return Refuse(source, error);
                deviceTimeUs = detections.Mark.TimeUs;
                Machine.OnDetections(stamp, source.Index, detections);
                return true;
            default:
                if (!ScanPayload.TryRead(payload, out GateScan scan, out error)) return Refuse(source, error);
                deviceTimeUs = scan.Mark.TimeUs;
                Machine.OnScan(stamp, source.Index, scan);
                return true;
        }
    }

    private bool Refuse(Source source, string error)
    {
        Malformed++;
        _malformedBySource[source.Index]++;
        LastProblem = $"{source.Device}: {error}";
        return false;
    }
}
