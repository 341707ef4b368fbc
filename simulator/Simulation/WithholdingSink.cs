using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Simulator.Simulation;

/// <summary>
/// Keeps some facts from whoever listens behind it. It stands between the world and the recording, so that the world, and the
/// truth with it, is the same whatever is withheld.
/// </summary>
/// <param name="next">Who gets the rest.</param>
/// <param name="withheld">What is kept back.</param>
public sealed class WithholdingSink(IFactSink next, Withheld withheld) : IFactSink
{
    private readonly PersonObservation[] _people = new PersonObservation[PeoplePayload.PeopleMax];
    private readonly DetectedBox[] _boxes = new DetectedBox[DetectionsPayload.BoxesMax];
    private readonly byte[] _message = new byte[Math.Max(PeoplePayload.Size(PeoplePayload.PeopleMax), DetectionsPayload.BytesMax)];

    public void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
    {
        if (withheld.HasFlag(Withheld.Vision) && IsOf(topic, Topics.Hands)) return;
        if (withheld.HasFlag(Withheld.Weights) && IsOf(topic, Topics.Weights)) return;
        if (withheld.HasFlag(Withheld.Joints) && IsOf(topic, Topics.People)) payload = HeadsOnly(payload);
        if (withheld.HasFlag(Withheld.Joints) && IsOf(topic, Topics.Detections)) payload = BoxesWithHeads(payload);
        next.Fact(arrival, deviceTimeUs, topic, payload);
    }

    private static bool IsOf(string topic, string kind) =>
        topic.Length > kind.Length && topic[^(kind.Length + 1)] == '/' && topic.EndsWith(kind, StringComparison.Ordinal);

    private ReadOnlySpan<byte> HeadsOnly(ReadOnlySpan<byte> payload)
    {
        if (!PeoplePayload.TryRead(payload, _people, out PeopleFrame frame, out string error))
            throw new ArgumentException($"the simulated eyes said nonsense: {error}", nameof(payload));
        for (int i = 0; i < frame.People.Length; i++)
        {
            var head = default(JointSet);
            head[(int)JointKind.Head] = _people[i].Joints[(int)JointKind.Head];
            _people[i] = new PersonObservation(_people[i].Track, head);
        }
        return _message.AsSpan(0, PeoplePayload.Write(_message, frame.Mark, _people.AsSpan(0, frame.People.Length)));
    }

    private ReadOnlySpan<byte> BoxesWithHeads(ReadOnlySpan<byte> payload)
    {
        if (!DetectionsPayload.TryRead(payload, _boxes, out DetectionsFrame frame, out string error))
            throw new ArgumentException($"a simulated camera said nonsense: {error}", nameof(payload));
        int count = frame.Boxes.Length;
        for (int i = 0; i < count; i++)
        {
            var head = default(KeypointSet);
            head[JointKind.Head] = _boxes[i].Keypoints[JointKind.Head];
            _boxes[i] = _boxes[i] with { Keypoints = head };
        }
        var less = new DetectionsFrame(frame.Mark, frame.Width, frame.Height, _boxes.AsSpan(0, count));
        return _message.AsSpan(0, DetectionsPayload.Write(_message, less));
    }
}
