using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Recording;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Commands;
using O4O.Simulator.Pixels;
using O4O.Simulator.Simulation;
using O4O.Simulator.Stores;
using O4O.Simulator.Tests.Simulation;

namespace O4O.Simulator.Tests.Pixels;

public sealed class PixelHandsTests : IDisposable
{
    private const int Width = 320, Height = 240;
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-hands-").FullName;

    /// <summary>The project's own networks on a short day: what is said of hands is said of places in the cameras' pictures, of nobody by number, about enrolled products.</summary>
    [Fact]
    public void Looks_IntoHandsByPixels_AreOfPlacesWhereWristsWereFound()
    {
        long enrolled = long.Parse(DemoStore.Create().Products[0].Gtin, System.Globalization.CultureInfo.InvariantCulture);
        var looking = new PixelLooking(new PixelOptions { Width = Width, Height = Height, Gallery = Gallery(enrolled) });
        var wrists = new Dictionary<(string Camera, long Us), DetectedBox[]>();
        var looks = new List<(string Camera, long Us, HandLook Look)>();
        var boxes = new DetectedBox[DetectionsPayload.BoxesMax];
        var buffer = new HandLook[HandsPayload.LooksMax];
        var layout = PixelDay.Store(5).ToLayout();
        using var heard = new Heard(PixelDay.Short, 5, Hear, store: PixelDay.Store(5));

        using (looking.Through(heard.World, 5)) heard.Live();

        Assert.NotEmpty(looks);
        Assert.Contains("looks into hands", looking.Figures, StringComparison.Ordinal);
        foreach ((string camera, long us, HandLook look) in looks)
        {
            Assert.True(look.IsPlaced && !look.IsSideKnown);
            Assert.All(Enumerable.Range(0, look.Count), e => Assert.Equal(layout.ProductIndex(enrolled), look[e].ProductIndex));
            // Nothing is lost on this day: the picture that it was in has been told of, with a wrist just there.
            Assert.Contains(wrists[(camera.Replace("hands", "camera", StringComparison.Ordinal), us)], b => IsAt(b, JointKind.LeftWrist, look) || IsAt(b, JointKind.RightWrist, look));
        }

        void Hear(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
        {
            Assert.True(Topics.TryParseUp(topic, out _, out string device, out string kind));
            if (kind == Topics.Detections && DetectionsPayload.TryRead(payload, boxes, out DetectionsFrame frame, out _)) wrists[(device, frame.Mark.TimeUs)] = frame.Boxes.ToArray();
            if (kind != Topics.Hands || !HandsPayload.TryRead(payload, layout, buffer, out HandsFrame hands, out _)) return;
            if (hands.Looks.Length > 0) Assert.Equal((Width, Height), (hands.Width, hands.Height));
            foreach (HandLook look in hands.Looks) looks.Add((device, hands.Mark.TimeUs, look));
        }
    }

    /// <summary>What looks into hands are worth is had by keeping them from the recording: the day, and what the cameras find in it, stay as they are.</summary>
    [Fact]
    public void Recording_FromPixelsWithoutVision_LacksTheLooksAlone()
    {
        long enrolled = long.Parse(DemoStore.Create().Products[0].Gtin, System.Globalization.CultureInfo.InvariantCulture);
        var options = new PixelOptions { Width = 96, Height = 72, Gallery = Gallery(enrolled) };

        (SortedDictionary<string, int> with, string truth) = Recorded(options, Withheld.None);
        (SortedDictionary<string, int> without, string same) = Recorded(options, Withheld.Vision);

        Assert.True(with.Remove(Topics.Hands), "there were looks");
        Assert.Equal(with, without);
        Assert.Equal(truth, same);
    }

    private (SortedDictionary<string, int> Kinds, string Truth) Recorded(PixelOptions options, Withheld without)
    {
        string file = Path.Combine(_folder, $"{without}.mcap");
        var recorder = new Recorder(DemoStore.Create()) { Cameras = new CameraStore(2), Looking = new PixelLooking(options), Without = without };
        string truth = recorder.Write(PixelDay.Short, 5, file, out _).ToJson();
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        using RecordingReader reader = RecordingReader.Open(file);
        while (reader.TryRead(out RecordedFact fact))
        {
            Assert.True(Topics.TryParseUp(fact.Topic, out _, out _, out string kind));
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }
        return (kinds, truth);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsAt(in DetectedBox box, JointKind kind, in HandLook look) => box.Keypoints[kind].X == look.X && box.Keypoints[kind].Y == look.Y;

    private string Gallery(long gtin)
    {
        Model model = ModelLibrary.Default.Open(ModelNames.Hands);
        var direction = new float[model.Manifest.Hands!.Numbers];
        direction[0] = 1;
        string file = Path.Combine(_folder, "one.o4og");
        HandGalleryFile.Save(HandGallery.Empty(model).With(gtin, direction), file);
        return file;
    }
}
