using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.People;

/// <summary>The camera on hands: on some of the eyes' frames it looks into every hand that is out of the shelves and not at rest.</summary>
internal sealed class HandsCamera
{
    private readonly StoreLayout _layout;
    private readonly HandsOptions _options;
    private readonly Network _network;
    private readonly HandClassifier _classifier;
    private readonly Dice _see;
    private readonly string _topic;
    private readonly uint _bootEpoch;
    private readonly long _startUs;
    private readonly HandLook[] _looks = new HandLook[HandsPayload.LooksMax];
    private readonly byte[] _message = new byte[HandsPayload.Size(HandsPayload.LooksMax)];
    private long _moments;
    private uint _sequence;
    private long _blindUntilUs;

    public HandsCamera(StoreLayout layout, string device, Scenario scenario, Post post, ulong seed, long nowUs)
    {
        (_layout, _options, _startUs) = (layout, scenario.Hands, nowUs);
        _see = new Dice(seed, "hands see");
        var chance = new Dice(seed, "hands network");
        _network = new Network(post, scenario.Faults, chance);
        _classifier = new HandClassifier(layout, scenario.Hands, _see, seed);
        _topic = Topics.Up(layout.StoreId, device, Topics.Hands);
        _bootEpoch = (uint)chance.Between(1L, 60L);
        post.Send(nowUs, nowUs, Topics.Up(layout.StoreId, device, Topics.Status), new StatusPayload(true).ToBytes());
    }

    /// <summary>Sees nothing and says nothing for a while.</summary>
    public void Blind(long nowUs, long durationUs) => _blindUntilUs = Math.Max(_blindUntilUs, nowUs + durationUs);

    /// <summary>The eyes have captured a frame; looks at it when a look is due. No hands give an empty message.</summary>
    public void Frame(long nowUs, IReadOnlyList<Person> people)
    {
        if (nowUs < _startUs + (long)(_moments * 1e6 / _options.LooksPerSecond)) return;
        _moments++;
        int count = 0;
        foreach (Person person in people)
        {
            if (!person.IsSeen || person.IsGone) continue;
            foreach (bool right in (ReadOnlySpan<bool>)[false, true])
            {
                Hand hand = person.Body.Hand(right);
                if (!hand.IsInSight(nowUs) || _see.Chance(_options.Miss) || count == _looks.Length) continue;
                _looks[count++] = _classifier.Look(person.Track, right, hand, hand.Holds(nowUs)?.ProductIndex ?? -1);
            }
        }
        int length = HandsPayload.Write(_message, new DeviceMark(_bootEpoch, _sequence++, nowUs), _looks.AsSpan(0, count), _layout);
        _network.Send(
            nowUs, nowUs, _options.LatencyMsMin * 1_000L, _options.LatencyMsMax * 1_000L + 1, nowUs, _topic, _message.AsSpan(0, length), _blindUntilUs);
    }
}
