using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>The real runtime on a model that is small enough to know by heart.</summary>
public sealed class DetectorTests
{
    private static readonly float[] OneBottle = TinyModel.Rows((20, [0.5f, 0.5f, MathF.Log(0.5f), MathF.Log(0.25f), 1, 0.1f, 0.8f]));

    [Fact]
    public void Detect_InAWidePicture_PlacesTheBoxInThePicture()
    {
        using var tiny = new TinyModel(OneBottle);
        using var detector = new Detector(tiny.Open(), new DetectorOptions());

        Detection[] found = detector.Detect(new Picture(128, 64, new byte[Picture.Bytes(128, 64)])).ToArray();

        // In the input: middle (16, 16), 16 × 8. The picture is four times as large and stands at the top left.
        Assert.Equal(new Detection(32, 48, 64, 32, 0.8f, 1), Assert.Single(found));
        Assert.True(detector.Times is { PrepareTicks: > 0, RunTicks: > 0, DecodeTicks: > 0 });
    }

    [Fact]
    public void Detect_ReadsThePictureThatItIsGiven()
    {
        // The picture's mean is added to every number: a white one lifts the objectness of all anchors over the limit.
        byte[] onnx = TinyOnnx.Write([1, 3, 32, 32], [1, 21, 7], TinyModel.Rows(), meanWeight: 1 / 255f);
        using var tiny = new TinyModel(onnx: onnx);
        using var detector = new Detector(tiny.Open(), new DetectorOptions { OverlapMax = 1 });

        int black = detector.Detect(new Picture(32, 32, Plain(16))).Length, white = detector.Detect(new Picture(32, 32, Plain(235))).Length;

        Assert.Equal((0, 21), (black, white));
    }

    [Fact]
    public void Detect_OfOneClass_LeavesTheOthersOut()
    {
        using var tiny = new TinyModel(OneBottle);
        using var detector = new Detector(tiny.Open(), new DetectorOptions { Classes = ["person"] });

        Assert.Equal(0, detector.Detect(new Picture(32, 32, Plain(100))).Length);
    }

    [Fact]
    public void Detect_AgainAndAgain_AllocatesNothing()
    {
        using var tiny = new TinyModel(OneBottle);
        using var detector = new Detector(tiny.Open(), new DetectorOptions());
        byte[] picture = Plain(100);
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
    public void Detector_OfAFileThatIsNoModel_NamesIt()
    {
        using var tiny = new TinyModel(onnx: [.. "this is no model at all"u8]);

        Says(tiny, tiny.OnnxFile, "not a model that ONNX Runtime can load");
    }

    [Fact]
    public void Detector_OfAModelCutShort_NamesIt()
    {
        byte[] whole = TinyOnnx.Write([1, 3, 32, 32], [1, 21, 7], TinyModel.Rows());
        using var tiny = new TinyModel(onnx: whole[..(whole.Length / 2)]);

        Says(tiny, tiny.OnnxFile, "not a model that ONNX Runtime can load");
    }

    [Fact]
    public void Detector_OfAnotherInputShape_TellsBoth()
    {
        using var tiny = new TinyModel(onnx: TinyOnnx.Write([1, 3, 64, 32], [1, 21, 7], TinyModel.Rows()));

        Says(tiny, tiny.OnnxFile, "unsupported shape of the input \"images\": it is 1 × 3 × 64 × 32", "asks for 1 × 3 × 32 × 32", tiny.ManifestFile);
    }

    [Fact]
    public void Detector_OfAnotherOutputShape_TellsBoth()
    {
        using var tiny = new TinyModel(onnx: TinyOnnx.Write([1, 3, 32, 32], [1, 21, 85], new float[21 * 85]));

        Says(tiny, tiny.OnnxFile, "unsupported shape of the output \"output\": it is 1 × 21 × 85", "asks for 1 × 21 × 7");
    }

    [Fact]
    public void Detector_OfAnotherFamily_TellsBoth()
    {
        using var tiny = new TinyModel(OneBottle, family: "fastestDet");

        Says(tiny, tiny.OnnxFile, "it is 1 × 21 × 7", "asks for 1 × 7 × 2 × 2");
    }

    [Fact]
    public void Detector_OfAnOutputOfWholeNumbers_SaysSo()
    {
        const int Int64 = 7;
        using var tiny = new TinyModel(onnx: TinyOnnx.Write([1, 3, 32, 32], [1, 21, 7], TinyModel.Rows(), outputType: Int64));

        Says(tiny, tiny.OnnxFile, "unsupported output \"output\"", "32-bit floating point");
    }

    [Fact]
    public void Detector_OfAClassThatTheModelLacks_NamesItAndTheNearest()
    {
        using var tiny = new TinyModel(OneBottle);

        ArgumentException e = Assert.Throws<ArgumentException>(() => new Detector(tiny.Open(), new DetectorOptions { Classes = ["persn"] }));

        Assert.Contains("\"persn\"", e.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean \"person\"?", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Detector_WithAnOptionOutOfRange_NamesIt()
    {
        using var tiny = new TinyModel(OneBottle);

        Assert.Contains("threads must be between 1 and 16", Assert.Throws<ArgumentException>(() => new Detector(tiny.Open(), new DetectorOptions { Threads = 0 })).Message, StringComparison.Ordinal);
    }

    private static void Says(TinyModel tiny, params string[] parts)
    {
        string message = Assert.Throws<ModelException>(() => new Detector(tiny.Open(), new DetectorOptions()).Dispose()).Message;
        Assert.All(parts, p => Assert.Contains(p, message, StringComparison.Ordinal));
    }

    private static byte[] Plain(byte brightness)
    {
        byte[] picture = new byte[Picture.Bytes(32, 32)];
        picture.AsSpan().Fill(128);
        picture.AsSpan(0, 32 * 32).Fill(brightness);
        return picture;
    }
}
