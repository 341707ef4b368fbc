using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;
using O4O.Simulator.Tests.Simulation;

namespace O4O.Simulator.Tests.Cameras;

/// <summary>Looks into hands through ceiling cameras: at wrists of that very picture, naming nobody, about as often as from joints.</summary>
public class CameraLooksTests
{
    [Fact]
    public void Store_ThatSaysNothingOfItsEyes_TakesTheWordOfWhoeverFindsPeople()
    {
        var rough = new StoreOptions { Fusion = new FusionOptions { BadlySeenShare = 0.5, ReachMm = 1_000 } };
        StoreFile plain = DemoStore.Create() with { Options = null }, own = plain with { Options = new StoreOptions { Fusion = new FusionOptions { HandMm = 50 } } };
        var cameras = new CameraStore(3) { Options = rough };

        Assert.Equal(rough, cameras.Of(plain, 1).ToOptions());
        Assert.Equal(own.Options, cameras.Of(own, 1).Options);
        Assert.Equal(plain.ToOptions(), new CameraStore(3).Of(plain, 1).ToOptions());
    }

    [Fact]
    public void Looks_OfAWholeDay_AreAtWristsOfTheirPicture()
    {
        StoreFile store = new CameraStore(5).Of(DemoStore.Create(), 9);
        StoreLayout layout = store.ToLayout();
        var wrists = new Dictionary<(string Camera, long Us), List<(float X, float Y)>>();
        var looks = new List<(string Camera, long Us, float X, float Y)>();
        var boxes = new DetectedBox[DetectionsPayload.BoxesMax];
        var buffer = new HandLook[HandsPayload.LooksMax];
        using var heard = new Heard(BuiltInScenarios.Mixed, 9, (arrival, captured, topic, payload) =>
        {
            if (!Topics.TryParseUp(topic, out _, out string device, out string kind)) return;
            if (kind == Topics.Detections && DetectionsPayload.TryRead(payload, boxes, out DetectionsFrame frame, out _))
                wrists[(device, captured)] = [.. Wrists(frame)];
            if (kind != Topics.Hands || !HandsPayload.TryRead(payload, layout, buffer, out HandsFrame hands, out _)) return;
            foreach (HandLook look in hands.Looks)
            {
                Assert.True(look.IsPlaced);
                Assert.Equal(0, look.Track);
                looks.Add((store.Hands.Single(h => h.Device == device).Camera!, captured, look.X, look.Y));
            }
        }, store: store);

        heard.Live();
        heard.World.Advance(heard.World.Now + 1_000_000);

        Assert.True(looks.Count > 50, $"{looks.Count} looks");
        Assert.All(looks, l => Assert.Contains((l.X, l.Y), wrists[(l.Camera, l.Us)]));
    }

    [Fact]
    public void Store_ThatLooksIntoHands_DoesSoThroughItsCameras()
    {
        StoreFile store = new CameraStore(3).Of(DemoStore.Create(), 1), without = new CameraStore(3).Of(DemoStore.Create() with { Hands = [] }, 1);

        Assert.Equal(store.Cameras.Select(c => c.Device), store.Hands.Select(h => h.Camera));
        Assert.Empty(store.Problems());
        Assert.Empty(without.Hands);
        Assert.Contains(
            (store with { Hands = [new StoreFile.HandsEntry("hands-9", Camera: "camera-9")] }).Problems(), p => p.Contains("camera-9", StringComparison.Ordinal));
    }

    private static IEnumerable<(float X, float Y)> Wrists(DetectionsFrame frame)
    {
        var found = new List<(float, float)>();
        foreach (DetectedBox box in frame.Boxes)
            foreach (JointKind kind in (JointKind[])[JointKind.LeftWrist, JointKind.RightWrist])
                if (box.Keypoints[kind].Seen) found.Add((box.Keypoints[kind].X, box.Keypoints[kind].Y));
        return found;
    }
}
