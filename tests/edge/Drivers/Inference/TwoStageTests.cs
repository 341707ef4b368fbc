using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Drivers.Inference.Refining;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>A detector whose manifest names a second stage. The first sees boxes of 16 × 24 pixels, as <see cref="OverheadDecoderTests"/> has them.</summary>
public sealed class TwoStageTests
{
    /// <summary>Share 0.8, a quarter of the square each way, in its middle.</summary>
    private static readonly float[] Whole = [0.8f, 0, 0, MathF.Log(0.25f), MathF.Log(0.25f)];

    private static readonly float[] Rows = TinyRefine.Rows(Whole, (5, 0, [9, 0, 0, 0.9f]));

    [Fact]
    public void Detect_WithASecondStage_TellsWhatItSays()
    {
        using TinyModel tiny = Tiny(Rows, people: [(6, 0.3f)]);
        using var detector = new Detector(tiny.Open(), new DetectorOptions());

        Detection found = Assert.Single(Detect(detector));

        // The first stage's box is 24 high around (16, 12): the square is 48 wide, a quarter of it 12.
        Assert.Equal((10, 6, 12, 12), (found.X, found.Y, found.Width, found.Height));
        Assert.Equal(0.8f, found.Score);
        // Its cells are 12 wide, and the middle of cell 5 is half of one left of the square's middle, and above it.
        Assert.Equal((10, 6), (found.Points.Head.X, found.Points.Head.Y), (a, b) => Math.Abs(a.Item1 - b.Item1) < 0.01 && Math.Abs(a.Item2 - b.Item2) < 0.01);
    }

    /// <summary>The second stage says the same of both squares, which are so close that its boxes are one.</summary>
    [Fact]
    public void Detect_OfTwoThatTurnOutToBeOne_TellsOne()
    {
        using TinyModel tiny = Tiny(TinyRefine.Rows([0.8f, 0, 0, 0, 0]), people: [(6, 0.9f), (5, 0.6f)]);
        using var detector = new Detector(tiny.Open(), new DetectorOptions());

        Assert.Single(Detect(detector));
    }

    [Theory]
    [InlineData(0.79, 1)]
    [InlineData(0.81, 0)]
    public void Detect_WithALeastScore_HoldsItAgainstTheSecondStage(double scoreMin, int wanted)
    {
        using TinyModel tiny = Tiny(Rows, people: [(6, 0.3f)]);
        using var detector = new Detector(tiny.Open(), new DetectorOptions { ScoreMin = scoreMin });

        Assert.Equal(wanted, Detect(detector).Length);
    }

    [Fact]
    public void Detect_OfMoreThanAreLookedAt_TellsTheSurest()
    {
        using TinyModel tiny = Tiny(Rows, people: [(4, 0.5f), (15, 0.7f)], TinyRefine.Key(looksMax: 1));
        using var detector = new Detector(tiny.Open(), new DetectorOptions());

        Detection found = Assert.Single(Detect(detector));

        Assert.True(found.Y > 16, $"{found}"); // cell 15 is in the last row
    }

    [Fact]
    public void Look_AtSomebody_IsAtTheSquareAroundThem()
    {
        using TinyModel tiny = Tiny(Rows, people: []);
        Model model = tiny.Open();
        byte[] i420 = new byte[Picture.Bytes(128, 64)];
        new Random(3).NextBytes(i420);
        using var refiner = new Refiner(model.Refiner!, model.Manifest.Refine!, new DetectorOptions());
        var wanted = new float[3 * TinyRefine.Side * TinyRefine.Side];

        refiner.Look(new Picture(128, 64, i420), new Detection(40, 10, 16, 30, 0.5f, 0));

        new SquareCropper(model.Refiner!.Manifest.Input).Cut(new Picture(128, 64, i420), 48, 25, 60, wanted);
        Assert.Equal(wanted, refiner.Input.ToArray());
    }

    [Fact]
    public void Detect_AgainAndAgain_AllocatesNothing()
    {
        using TinyModel tiny = Tiny(Rows, people: [(6, 0.9f), (12, 0.6f)]);
        using var detector = new Detector(tiny.Open(), new DetectorOptions());
        byte[] picture = new byte[Picture.Bytes(32, 32)];
        for (int i = 0; i < 50; i++) detector.Detect(new Picture(32, 32, picture));
        long least = long.MaxValue;

        for (int pass = 0; pass < 5; pass++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 50; i++) detector.Detect(new Picture(32, 32, picture));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Sha256_OfAModelOfTwoStages_ChangesWithEitherAndWithWhomTheSecondLooksAt()
    {
        (int, float)[] somebody = [(6, 0.3f)];

        string[] all =
        [
            Sha256(Rows, []), Sha256(Rows, somebody), Sha256(TinyRefine.Rows([0.7f]), []), Sha256(Rows, [], TinyRefine.Key(scoreMin: 0.21)),
            Sha256(Rows, [], TinyRefine.Key(overlapMax: 0.41)), Sha256(Rows, [], TinyRefine.Key(looksMax: 3)),
        ];

        Assert.Distinct(all);
        Assert.Equal(all[0], Sha256(Rows, []));
        using var alone = new TinyModel();
        Assert.Equal(alone.Sha256, alone.Open().Sha256);
    }

    [Fact]
    public void Manifest_ThatNamesItself_IsRefused()
    {
        using TinyModel tiny = Tiny(Rows, people: [], TinyRefine.Key(model: "tiny"));

        Says(tiny, "tiny.json: refine: ", "tiny.json is of the family overhead, not refine");
    }

    [Fact]
    public void Manifest_ThatNamesAFile_IsRefused()
    {
        using TinyModel tiny = Tiny(Rows, people: [], TinyRefine.Key(model: "closer.json"));

        Says(tiny, "model must be a manifest's name without folders and ending");
    }

    [Fact]
    public void Manifest_ThatNamesNoModel_IsRefused()
    {
        using TinyModel tiny = Tiny(Rows, people: [], TinyRefine.Key(model: "nobody"));

        Says(tiny, "tiny.json: refine: there is no model \"nobody\"");
    }

    [Fact]
    public void Manifest_ThatNamesAModelOfAnotherFamily_IsRefused()
    {
        using TinyModel tiny = Tiny(Rows, people: []);
        using var other = new TinyModel();
        File.Copy(other.OnnxFile, Path.Combine(tiny.Folder, "closer.onnx"), overwrite: true);
        File.WriteAllText(Path.Combine(tiny.Folder, "closer.json"), File.ReadAllText(other.ManifestFile).Replace("tiny.onnx", "closer.onnx", StringComparison.Ordinal));

        Says(tiny, "closer.json is of the family yolox, not refine");
    }

    [Fact]
    public void Manifest_OfAnotherFamilyWithASecondStage_IsRefused()
    {
        using var tiny = new TinyModel(extra: TinyRefine.Key());

        Says(tiny, "refine must be left out but for the family overhead");
    }

    [Fact]
    public void Manifest_WithImpossibleNumbers_SaysEach()
    {
        using TinyModel tiny = Tiny(Rows, people: [], TinyRefine.Key(scoreMin: 0, overlapMax: 2, looksMax: 0, model: "../closer"));

        Says(tiny, "model must be a manifest's name without folders", "scoreMin must be", "overlapMax must be", "looksMax must be");
    }

    [Fact]
    public void Detector_OfASecondStageAlone_IsRefused()
    {
        using TinyModel tiny = Tiny(Rows, people: []);
        Model closer = tiny.Library.Open("closer");

        ModelException e = Assert.Throws<ModelException>(() => new Detector(closer, new DetectorOptions()));

        Assert.Contains("looks again at people whom another has found", e.Message, StringComparison.Ordinal);
    }

    /// <summary>People stand in cells of the first stage's grid, seen so surely.</summary>
    private static TinyModel Tiny(float[] rows, (int Cell, float Score)[] people, string? key = null)
    {
        float[] cells = TinyModel.Cells([.. people.Select(p => (p.Cell, 0, new float[] { -0.5f, 0, MathF.Log(2), MathF.Log(3), p.Score }))]);
        var tiny = new TinyModel(onnx: TinyOnnx.Write([1, 3, 32, 32], [1, 16, 21], cells), family: "overhead", extra: key ?? TinyRefine.Key());
        TinyRefine.Write(tiny.Folder, rows);
        return tiny;
    }

    private static string Sha256(float[] rows, (int, float)[] people, string? key = null)
    {
        using TinyModel tiny = Tiny(rows, people, key);
        return tiny.Open().Sha256;
    }

    private static Detection[] Detect(Detector detector) => detector.Detect(new Picture(32, 32, new byte[Picture.Bytes(32, 32)])).ToArray();

    private static void Says(TinyModel tiny, params string[] wanted)
    {
        string message = Assert.Throws<ModelException>(() => tiny.Open()).Message;
        foreach (string part in wanted) Assert.Contains(part, message, StringComparison.Ordinal);
    }
}
