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
    private readonly byte[] _message = new byte[PeoplePayload.Size(PeoplePayload.PeopleMax)];

    public void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
    {
        if (withheld.HasFlag(Withheld.Vision) && IsOf(topic, Topics.Hands)) return;
        if (withheld.HasFlag(Withheld.Weights) && IsOf(topic, Topics.Weights)) return;
        if (withheld.HasFlag(Withheld.Joints) && IsOf(topic, Topics.People)) payload = HeadsOnly(payload);
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
}
