using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.People;

/// <summary>What the eyes make of the people: joints with noise, joints and people missed, frames that take their time.</summary>
internal sealed class Eyes
{
    private const double MissRunFrames = 2;

    /// <summary>A hand takes half a second to reach and as long to withdraw: a shorter hole hides neither.</summary>
    private const long HoleUs = 500_000;

    private readonly EyesOptions _options;
    private readonly Network _network;
    private readonly Hearing _hearing = new(HoleUs);
    private readonly Dice _see;
    private readonly string _topic;
    private readonly uint _bootEpoch;
    private readonly long _startUs;
    private readonly PersonObservation[] _seen = new PersonObservation[PeoplePayload.PeopleMax];
    private readonly byte[] _message = new byte[PeoplePayload.Size(PeoplePayload.PeopleMax)];
    private long _frames;
    private uint _sequence;
    private long _blindUntilUs;

    public Eyes(string store, string device, Scenario scenario, Post post, ulong seed, long nowUs)
    {
        (_options, _startUs) = (scenario.Eyes, nowUs);
        _see = new Dice(seed, "eyes see");
        var chance = new Dice(seed, "eyes network");
        _network = new Network(post, scenario.Faults, chance, _hearing, TruthFault.BlindEyes);
        _topic = Topics.Up(store, device, Topics.People);
        _bootEpoch = (uint)chance.Between(1L, 60L);
        post.Send(nowUs, nowUs, Topics.Up(store, device, Topics.Status), new StatusPayload(true).ToBytes());
    }

    /// <summary>What the edge heard of them.</summary>
    public Hearing Heard => _hearing;

    /// <summary>Sees nothing and says nothing for a while.</summary>
    public void Blind(long nowUs, long durationUs) => _blindUntilUs = Math.Max(_blindUntilUs, nowUs + durationUs);

    /// <summary>Captures a frame when one is due, and says whether; an empty store gives empty frames.</summary>
    public bool Tick(long nowUs, IReadOnlyList<Person> people)
    {
        if (nowUs < _startUs + (long)(_frames * 1e6 / _options.FramesPerSecond)) return false;
        _frames++;
        int count = 0;
        foreach (Person person in people)
        {
            if (!person.IsSeen || person.IsGone || Missed(person) || count == _seen.Length) continue;
            _seen[count++] = new PersonObservation(person.Track, Look(person, nowUs));
        }
        int length = PeoplePayload.Write(_message, new DeviceMark(_bootEpoch, _sequence++, nowUs), _seen.AsSpan(0, count));
        _network.Send(
            nowUs, nowUs, _options.LatencyMsMin * 1_000L, _options.LatencyMsMax * 1_000L + 1, nowUs, _topic, _message.AsSpan(0, length), _blindUntilUs);
        return true;
    }

    /// <summary>People vanish for a geometric number of frames, so that the share of missed ones is the option's.</summary>
    private bool Missed(Person person)
    {
        if (person.FramesUnseen > 0)
        {
            person.FramesUnseen--;
            return true;
        }
        double miss = _options.PersonMiss;
        if (!_see.Chance(miss / (MissRunFrames * (1 - miss)))) return false;
        while (_see.Chance(1 - 1 / MissRunFrames)) person.FramesUnseen++;
        return true;
    }

    private JointSet Look(Person person, long nowUs)
    {
        Span<Point3> places = stackalloc Point3[JointSet.Count];
        person.Body.Joints(nowUs, places);
        var joints = default(JointSet);
        for (int j = 0; j < JointSet.Count; j++)
        {
            bool hidden = person.Body.Hides((JointKind)j, nowUs);
            // Two draws always, whatever becomes of them: the stream stays aligned between scenarios.
            bool missed = _see.Chance(hidden ? Math.Min(0.9, 2 * _options.JointMiss) : _options.JointMiss);
            double sure = _see.Unit();
            double sigma = _options.NoiseMm * (hidden ? 2 : 1);
            var off = new Point3(_see.Gauss() * sigma, _see.Gauss() * sigma, _see.Gauss() * sigma);
            if (missed) continue;
            Point3 at = places[j] + off;
            joints[j] = new Joint(
                (int)Math.Round(at.X), (int)Math.Round(at.Y), (int)Math.Round(at.Z),
                (byte)(hidden ? 70 + 80 * sure : 180 + 75 * sure));
        }
        return joints;
    }
}
