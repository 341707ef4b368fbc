using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Simulator.Commands;
using O4O.Simulator.Pixels;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Tests.Simulation;

namespace O4O.Simulator.Tests.Pixels;

public class PixelLookingTests
{
    [Fact]
    public void World_FromPixels_SaysTheSameBytesAgain()
    {
        using var day = new PixelDay();

        string first = day.Hash(7), second = day.Hash(7, stepUs: 37_000), other = day.Hash(8);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    /// <summary>Who looks moves nobody: shelves, people and truth are the same.</summary>
    [Fact]
    public void World_FromPixels_HasTheSameTruthAsFromDrawnDetections()
    {
        using var day = new PixelDay();
        using var drawn = new Heard(PixelDay.Short, 5, store: PixelDay.Store(5));
        using var pixels = new Heard(PixelDay.Short, 5, store: PixelDay.Store(5));

        drawn.Live();
        using (day.Looking.Through(pixels.World, 5)) pixels.Live();

        Assert.Equal(drawn.World.ToTruth().ToJson(), pixels.World.ToTruth().ToJson());
        Assert.NotEqual(drawn.HashHex, pixels.HashHex);
    }

    [Fact]
    public void Frames_FromPixels_AreOfTheRenderedSizeAndFollowWhatIsToBeSeen()
    {
        using var day = new PixelDay();

        var frames = day.Frames(6);

        Assert.All(frames, f => Assert.Equal((PixelDay.Width, PixelDay.Height), (f.Width, f.Height)));
        Assert.All(frames, f => Assert.Single(f.Boxes));
        Assert.All(frames, f => Assert.Equal(DetectedBox.Person, f.Boxes[0].Class));
        foreach (var camera in frames.GroupBy(f => f.Topic))
            Assert.True(camera.Select(f => f.Boxes[0].Left).Distinct().Count() > 20, $"{camera.Key}: the network sees other pictures as people walk by");
    }

    /// <summary>Before anybody comes in nothing moves: one look a heartbeat, and in between the last one's boxes again.</summary>
    [Fact]
    public void Frames_OfAStillStore_AreLookedAtOnceAHeartbeat()
    {
        using var day = new PixelDay();
        using var heard = new Heard(PixelDay.Short with { Shoppers = 1, ArrivalSeconds = 3_600 }, 3, store: PixelDay.Store(3));
        long startUs = heard.World.Start.Us;
        int pictures = 0;

        using (day.Looking.Through(heard.World, 3))
            while (heard.World.PeopleInside == 0 && pictures < 20 * 4)
            {
                heard.World.Advance(heard.World.Now + 100_000);
                pictures += 2;
            }

        long looked = day.Looking.Looked, seconds = (heard.World.Now.Us - startUs) / 1_000_000;
        Assert.True(day.Looking.Still > looked, $"{looked} looked at, {day.Looking.Still} still in {seconds} s");
        Assert.InRange(looked, 1, 2 * (seconds + 2));
    }

    /// <summary>Calibrations err; pictures are of where a camera really hangs.</summary>
    [Fact]
    public void Pictures_AreTakenFromWhereTheCameraReallyHangs()
    {
        using var day = new PixelDay();
        Scenario crooked = PixelDay.Short with { Cameras = new CamerasOptions { CalibrationMm = 80 } };
        using var heard = new Heard(crooked, 4, store: PixelDay.Store(4));
        CameraModel[] said = [.. PixelDay.Store(4).Cameras.Select(c => c.Calibration!.ToModel())];

        using PixelEyes eyes = PixelEyes.Behind(
            heard.World, new PixelModels(Edge.Drivers.Inference.Models.ModelLibrary.Default.Open(day.Options.Model), null), day.Options, 4, new PixelTally());

        for (int c = 0; c < said.Length; c++)
        {
            Assert.True((eyes.Renderer.Camera(c).Position - heard.World.Cameras[c].Camera.Position).LengthMm < 0.01);
            Assert.True((eyes.Renderer.Camera(c).Position - said[c].Position).LengthMm > 5);
        }
    }

    [Theory]
    [InlineData("no-such-model", "there is no model \"no-such-model\"")]
    public void Looking_WithAModelThatIsNotThere_SaysWhichThereAre(string model, string says)
    {
        UserMistakeException mistake = Assert.Throws<UserMistakeException>(() => new PixelLooking(new PixelOptions { Model = model }));

        Assert.Contains(says, mistake.Message, StringComparison.Ordinal);
        Assert.Contains("yolox-nano", mistake.Message, StringComparison.Ordinal);
    }
}
