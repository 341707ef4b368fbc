using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Tests.Simulation;

public class WithholdingSinkTests
{
    private static readonly string[] Kinds = ["weights", "people", "hands", "scan"];

    [Theory]
    [InlineData(Withheld.None, "weights people hands scan")]
    [InlineData(Withheld.Vision, "weights people scan")]
    [InlineData(Withheld.Weights, "people hands scan")]
    [InlineData(Withheld.Joints, "weights people hands scan")]
    [InlineData(Withheld.Vision | Withheld.Weights | Withheld.Joints, "people scan")]
    public void Sink_ByKind_LetsTheRestPass(Withheld withheld, string expected)
    {
        var heard = new Listener();
        var sink = new WithholdingSink(heard, withheld);

        foreach (string kind in Kinds) sink.Fact(new StoreTime(0), 0, Topics.Up("demo", "device-1", kind), Frame());

        Assert.Equal(expected, string.Join(' ', heard.Messages.Select(m => m.Topic[(m.Topic.LastIndexOf('/') + 1)..])));
    }

    [Fact]
    public void Sink_WithoutJoints_KeepsTrackMarkAndHeadAlone()
    {
        var heard = new Listener();

        new WithholdingSink(heard, Withheld.Joints).Fact(new StoreTime(0), 0, Topics.Up("demo", "eyes-1", Topics.People), Frame());

        Assert.True(PeoplePayload.TryRead(heard.Messages[0].Payload, new PersonObservation[PeoplePayload.PeopleMax], out PeopleFrame frame, out string error), error);
        Assert.Equal((3u, 9u, 1234L), (frame.Mark.BootEpoch, frame.Mark.Sequence, frame.Mark.TimeUs));
        Assert.Equal([77L, 78L], frame.People.ToArray().Select(p => p.Track));
        for (int j = 0; j < JointSet.Count; j++)
            Assert.Equal(j == (int)JointKind.Head ? new Joint(1, 2, 3, 200) : default, frame.People[1].Joints[j]);
    }

    [Fact]
    public void Sink_WithoutJoints_KeepsOfDetectionsBoxesAndHeadsAlone()
    {
        var heard = new Listener();
        var joints = default(KeypointSet);
        joints[JointKind.Head] = new Keypoint(5, 6, 1);
        joints[JointKind.LeftWrist] = new Keypoint(7, 8, 1);
        var bytes = new byte[DetectionsPayload.BytesMax];
        int length = DetectionsPayload.Write(bytes, new DetectionsFrame(new DeviceMark(3, 9, 1234), 640, 480, [new(1, 2, 30, 40, 1, DetectedBox.Person, joints)]));

        new WithholdingSink(heard, Withheld.Joints).Fact(new StoreTime(0), 0, Topics.Up("demo", "camera-1", Topics.Detections), bytes.AsSpan(0, length));

        Assert.True(DetectionsPayload.TryRead(heard.Messages[0].Payload, new DetectedBox[DetectionsPayload.BoxesMax], out DetectionsFrame frame, out string error), error);
        Assert.Equal((9u, 640, 1), (frame.Mark.Sequence, frame.Width, frame.Boxes.Length));
        Assert.Equal((1f, 2f, 30f, 40f), (frame.Boxes[0].Left, frame.Boxes[0].Top, frame.Boxes[0].Width, frame.Boxes[0].Height));
        Assert.Equal(new Keypoint(5, 6, 1), frame.Boxes[0].Keypoints[JointKind.Head]);
        Assert.False(frame.Boxes[0].Keypoints[JointKind.LeftWrist].Seen);
    }

    private static byte[] Frame()
    {
        var joints = default(JointSet);
        for (int j = 0; j < JointSet.Count; j++) joints[j] = new Joint(1 + j, 2 + j, 3 + j, 200);
        var bytes = new byte[PeoplePayload.Size(2)];
        PeoplePayload.Write(bytes, new DeviceMark(3, 9, 1234), [new(77, joints), new(78, joints)]);
        return bytes;
    }

    private sealed class Listener : IFactSink
    {
        public List<(string Topic, byte[] Payload)> Messages { get; } = [];

        public void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload) => Messages.Add((topic, payload.ToArray()));
    }
}
