using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Chance;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.People;

/// <summary>
/// Looks into hands through ceiling cameras: a network on a crop around a wrist that was found in a camera's picture. It knows
/// nobody: it says where in the picture the wrist is. Hands are looked at as often as the camera on hands of <see cref="HandsCamera"/> looks at them, by
/// whichever camera finds their wrist next, and as well.
/// </summary>
internal sealed class CameraHands
{
    /// <summary>A wrist found less surely than this is not looked at.</summary>
    private const float WristScoreMin = 0.5f;

    /// <summary>A camera that sees no hand says so as often as this.</summary>
    private const long QuietUs = 500_000;

    private readonly StoreLayout _layout;
    private readonly HandsOptions _options;
    private readonly HandClassifier _classifier;
    private readonly Dice _see;
    private readonly Eye[] _eyes;
    private readonly Dictionary<(long Track, bool Right), long> _dueUs = []; // only asked, never walked through
    private readonly HandLook[] _looks = new HandLook[HandsPayload.LooksMax];
    private readonly byte[] _message = new byte[HandsPayload.Size(HandsPayload.LooksMax)];

    /// <param name="layout">The store.</param>
    /// <param name="hands">Who looks through which camera, by the camera's device.</param>
    /// <param name="cameras">The cameras, by device.</param>
    /// <param name="scenario">How well it sees.</param>
    /// <param name="post">Carries its messages.</param>
    /// <param name="seed">The same seed, the same looks.</param>
    /// <param name="nowUs">When it begins.</param>
    public CameraHands(
        StoreLayout layout, IEnumerable<StoreFile.HandsEntry> hands, OrderedDictionary<string, CameraEye> cameras, Scenario scenario, Post post, ulong seed, long nowUs)
    {
        (_layout, _options, _see) = (layout, scenario.Hands, new Dice(seed, "hands see"));
        _classifier = new HandClassifier(layout, scenario.Hands, _see, seed);
        var eyes = new List<Eye>();
        Dictionary<string, int> indices = cameras.Keys.Select((device, index) => (device, index)).ToDictionary(c => c.device, c => c.index);
        foreach (StoreFile.HandsEntry entry in hands)
        {
            if (entry.Camera is null || !cameras.TryGetValue(entry.Camera, out CameraEye? camera)) continue;
            var chance = new Dice(seed, "camera hands network", eyes.Count);
            eyes.Add(new Eye(camera, indices[entry.Camera], new Network(post, scenario.Faults, chance), entry.Device, Topics.Up(layout.StoreId, entry.Device, Topics.Hands), (uint)chance.Between(1L, 60L)));
            post.Send(nowUs, nowUs, Topics.Up(layout.StoreId, entry.Device, Topics.Status), new StatusPayload(true).ToBytes());
        }
        _eyes = [.. eyes];
    }

    /// <summary>What looks, in place of a classifier that is drawn; or nothing.</summary>
    public IHandReader? Reader { get; set; }

    /// <summary>Who looks into hands through one of the world's cameras, from 0; null for nobody.</summary>
    public string? DeviceOf(int camera) => Array.Find(_eyes, e => e.Index == camera)?.Device;

    /// <summary>A camera has taken a picture: looks at the hands in it that are due.</summary>
    public void Picture(CameraEye camera, long nowUs, IReadOnlyList<Person> people)
    {
        foreach (Eye eye in _eyes)
            if (eye.Camera == camera) Look(eye, nowUs, people);
    }

    private void Look(Eye eye, long nowUs, IReadOnlyList<Person> people)
    {
        int count = Reader is { } reader ? reader.Read(eye.Index, nowUs, _looks) : Draw(eye, nowUs, people);
        if (count == 0 && nowUs < eye.QuietUntilUs) return;
        eye.QuietUntilUs = nowUs + QuietUs;
        var frame = new HandsFrame(
            new DeviceMark(eye.BootEpoch, eye.Sequence++, nowUs), _looks.AsSpan(0, count), eye.Camera.Looker.Width, eye.Camera.Looker.Height);
        int length = HandsPayload.Write(_message, frame, _layout);
        eye.Network.Send(
            nowUs, nowUs, _options.LatencyMsMin * 1_000L, _options.LatencyMsMax * 1_000L + 1, nowUs, eye.Topic, _message.AsSpan(0, length), eye.Camera.BlindUntilUs);
    }

    /// <summary>What a classifier would say of the hands that are out, where the camera found their wrists.</summary>
    private int Draw(Eye eye, long nowUs, IReadOnlyList<Person> people)
    {
        int count = 0;
        foreach (Person person in people)
        {
            if (!person.IsSeen || person.IsGone || !TryFind(eye.Camera, person.Track, out DetectedBox box)) continue;
            foreach (bool right in (ReadOnlySpan<bool>)[false, true])
            {
                Keypoint wrist = box.Keypoints[right ? JointKind.RightWrist : JointKind.LeftWrist];
                Hand hand = person.Body.Hand(right);
                if (wrist.Score < WristScoreMin || !hand.IsInSight(nowUs) || !IsDue((person.Track, right), nowUs) || count == _looks.Length) continue;
                if (_see.Chance(_options.Miss)) continue;
                HandLook look = _classifier.Look(person.Track, right, hand, hand.Holds(nowUs)?.ProductIndex ?? -1);
                _looks[count++] = Placed(look, wrist, right);
            }
        }
        return count;
    }

    private bool IsDue((long, bool) hand, long nowUs)
    {
        if (nowUs < _dueUs.GetValueOrDefault(hand, long.MinValue)) return false;
        _dueUs[hand] = nowUs + (long)(1e6 / _options.LooksPerSecond);
        return true;
    }

    private static HandLook Placed(in HandLook look, Keypoint wrist, bool right)
    {
        Span<LookEntry> named = stackalloc LookEntry[LookEntries.Max];
        for (int i = 0; i < look.Count; i++) named[i] = look[i];
        return new HandLook(wrist.X, wrist.Y, right, look.Empty, named[..look.Count]);
    }

    private static bool TryFind(CameraEye camera, long track, out DetectedBox box)
    {
        int at = camera.Owners.IndexOf(track);
        box = at < 0 ? default : camera.Boxes[at];
        return at >= 0;
    }

    /// <summary>One camera's crops, and how they get to the edge.</summary>
    private sealed class Eye(CameraEye camera, int index, Network network, string device, string topic, uint bootEpoch)
    {
        public CameraEye Camera { get; } = camera;
        public int Index { get; } = index;
        public Network Network { get; } = network;
        public string Device { get; } = device;
        public string Topic { get; } = topic;
        public uint BootEpoch { get; } = bootEpoch;
        public uint Sequence { get; set; }
        public long QuietUntilUs { get; set; }
    }
}
