using O4O.Edge.Recording;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;

namespace O4O.Simulator.Tests.Import;

/// <summary>A recording as a test looks at it: everything in memory.</summary>
internal sealed class ReadBack
{
    public sealed record Message(string Device, string Kind, long LogUs, long DeviceUs, byte[] Payload);

    public sealed record Weights(string Device, long LogUs, uint Epoch, uint Sequence, long FirstUs, int PeriodUs, int Plates, int[] Mg);

    public sealed record Frame(long LogUs, uint Epoch, uint Sequence, long CapturedUs, PersonObservation[] People);

    private ReadBack(StoreFile store, List<Message> messages) => (Store, All) = (store, messages);

    public StoreFile Store { get; }
    public IReadOnlyList<Message> All { get; }
    public IReadOnlyList<Message> Ticks => [.. All.Where(m => m.Kind == Topics.Tick)];

    public IReadOnlyList<Weights> Shelf(string device)
    {
        var found = new List<Weights>();
        foreach (Message m in All)
        {
            if (m.Device != device || m.Kind != Topics.Weights) continue;
            if (!WeightsPayload.TryRead(m.Payload, out WeightBatch b, out string error)) throw new InvalidDataException(error);
            found.Add(new Weights(m.Device, m.LogUs, b.Mark.BootEpoch, b.Mark.Sequence, b.Mark.TimeUs, b.SamplePeriodUs, b.PlateCount, b.SamplesMg.ToArray()));
        }
        return found;
    }

    public IReadOnlyList<Frame> Frames()
    {
        var found = new List<Frame>();
        var buffer = new PersonObservation[PeoplePayload.PeopleMax];
        foreach (Message m in All)
        {
            if (m.Kind != Topics.People) continue;
            if (!PeoplePayload.TryRead(m.Payload, buffer, out PeopleFrame f, out string error)) throw new InvalidDataException(error);
            found.Add(new Frame(m.LogUs, f.Mark.BootEpoch, f.Mark.Sequence, f.Mark.TimeUs, f.People.ToArray()));
        }
        return found;
    }

    public StoreFile.PlateEntry Plate(int gondola, int shelf, int plate) =>
        Store.Shelves.Single(s => s.Gondola == gondola && s.Shelf == shelf).Plates.Single(p => p.Plate == plate);

    public static ReadBack Open(string path)
    {
        using RecordingReader reader = RecordingReader.Open(path);
        var messages = new List<Message>();
        while (reader.TryRead(out RecordedFact fact))
        {
            if (!Topics.TryParseUp(fact.Topic, out _, out string device, out string kind)) throw new InvalidDataException(fact.Topic);
            messages.Add(new Message(device, kind, fact.LogTime.Us, fact.DeviceTimeUs, fact.Payload.ToArray()));
        }
        return new ReadBack(reader.Store, messages);
    }
}
