using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>The models of the house on real pictures of which a person said what is to be seen.</summary>
[Trait("Needs", "ffmpeg")]
public sealed class RealModelTests
{
    [SharedModelFact]
    public void Manifests_AllInTheHouse_RunTheirModel()
    {
        ModelLibrary library = SharedModels.Library();

        Assert.Superset(new HashSet<string> { "fastestdet", "yolox-nano" }, new HashSet<string>(library.Names));
        foreach (string name in library.Names)
        {
            Model model = library.Open(name);
            Assert.Equal(name, model.Manifest.Name);
            if (model.Manifest.Hands is not null) new HandEmbedder(model).Dispose();
            else if (model.Manifest.Output.Family != OutputFamily.Refine) new Detector(model, new DetectorOptions()).Dispose(); // with its second stage, if it has one
        }
    }

    /// <summary>By eye: until frame 20 nobody is there; at frame 160 one woman stands at the table, about 380 to 515 of 768 pixels.</summary>
    [SharedModelFact]
    public void YoloxNano_OnPeopleOneByOne_SeesNobodyThenOne() => SeesNobodyThenOne("yolox-nano");

    [SharedModelFact]
    public void FastestDet_OnPeopleOneByOne_SeesNobodyThenOne() => SeesNobodyThenOne("fastestdet");

    /// <summary>By eye: three bottles stand on the table in the first frames.</summary>
    [SharedModelFact]
    public void YoloxNano_OnBottles_SeesThree()
    {
        Detection[][] frames = Detect("yolox-nano", "bottle-detection.mp4", 40, "bottle");

        Assert.Equal(3, frames[39].Length);
        Assert.All(frames[39], d => Assert.True(d.Score > 0.8 && d.Height > 2 * d.Width, $"{d}"));
    }

    private static void SeesNobodyThenOne(string model)
    {
        Detection[][] frames = Detect(model, "one-by-one-person-detection.mp4", 161, "person");

        Assert.All(frames[..20], f => Assert.Empty(f));
        Detection person = Assert.Single(frames[160]);
        Assert.True(person.Score > 0.7, $"{person}");
        Assert.InRange(person.X + (person.Width / 2), 380, 470);
        Assert.InRange(person.Height, 330, 430);
    }

    private static Detection[][] Detect(string model, string video, int frames, string ofClass)
    {
        using var detector = new Detector(SharedModels.Library().Open(model), new DetectorOptions { Classes = [ofClass] });
        using var reader = new FrameReader(CameraSource.Parse(SharedModels.Video(video)), new CameraOptions());
        var found = new Detection[frames][];
        Frame? frame = null;
        for (int i = 0; i < frames; i++)
        {
            frame = reader.Read(frame)!;
            // Only those that a test asks about: the others cost their time for nothing.
            bool asked = i < 20 || i == frames - 1;
            found[i] = asked ? detector.Detect(new Picture(frame.Width, frame.Height, frame.Pixels)).ToArray() : [];
        }
        return found;
    }
}
