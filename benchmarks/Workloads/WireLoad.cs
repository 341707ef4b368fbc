using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;

namespace O4O.Benchmarks.Workloads;

/// <summary>One weights message (10 plates, 4 samples) and one people message (20 people), as they come from the broker.</summary>
internal sealed class WireLoad
{
    private readonly byte[] _weights = new byte[WeightsPayload.Size(WholeStore.PlatesPerShelf, WholeStore.SamplesPerBatch)];
    private readonly byte[] _people = new byte[PeoplePayload.Size(20)];
    private readonly PersonObservation[] _buffer = new PersonObservation[PeoplePayload.PeopleMax];

    public WireLoad()
    {
        WeightsPayload.Write(
            _weights, new DeviceMark(1, 2, 3), WholeStore.PeriodUs, WholeStore.PlatesPerShelf, new int[WholeStore.PlatesPerShelf * WholeStore.SamplesPerBatch]);
        var people = new PersonObservation[20];
        for (int i = 0; i < people.Length; i++)
        {
            var joints = default(JointSet);
            for (int j = 0; j < JointSet.Count; j++) joints[j] = new Joint(100 * i, 200 * j, 1_500, 255);
            people[i] = new PersonObservation(i + 1, joints);
        }
        PeoplePayload.Write(_people, new DeviceMark(1, 2, 3), people);
    }

    public ReadOnlySpan<byte> Weights => _weights;
    public ReadOnlySpan<byte> People => _people;

    public int ReadWeights()
    {
        if (!WeightsPayload.TryRead(_weights, out WeightBatch batch, out string error)) throw new InvalidOperationException(error);
        return batch.SampleCount;
    }

    public int ReadPeople()
    {
        if (!PeoplePayload.TryRead(_people, _buffer, out PeopleFrame frame, out string error)) throw new InvalidOperationException(error);
        return frame.People.Length;
    }

    /// <summary>The floor: reads every byte of a message once.</summary>
    public static int MemoryPass(ReadOnlySpan<byte> message)
    {
        int sum = 0;
        foreach (byte b in message) sum += b;
        return sum;
    }
}
