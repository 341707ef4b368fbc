using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Jpeg;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;

namespace O4O.Benchmarks.Workloads;

/// <summary>A real frame with a person in it through a real model, and the floor: the bare session run on the same tensor.</summary>
internal sealed class EyesLoad : IDisposable
{
    private const string Video = "one-by-one-person-detection.mp4";
    private const int FrameOfAPerson = 160;
    private readonly Detector _detector;
    private readonly Frame _frame;
    private readonly JpegWriter _jpeg = new(70);
    private readonly byte[] _compressed = new byte[240_000];

    /// <param name="model">Name of a model of the house.</param>
    /// <param name="threads">Threads of its session.</param>
    public EyesLoad(string model, int threads = 1)
    {
        _detector = new Detector(ModelLibrary.Default.Open(model), new DetectorOptions { Threads = threads });
        _frame = Read();
    }

    public string Size => $"{_frame.Width} × {_frame.Height}";

    /// <summary>Why there is nothing to measure here; null when there is.</summary>
    public static string? Missing()
    {
        string shared = Environment.GetEnvironmentVariable("O4O_SHARED") ?? "";
        return File.Exists(VideoFile(shared)) && Directory.Exists(Path.Combine(shared, "data", "models")) ? null : "not measured: $O4O_SHARED holds no data/video and data/models";
    }

    public void Detect()
    {
        if (_detector.Detect(new Picture(_frame.Width, _frame.Height, _frame.Pixels)).Length == 0)
            throw new InvalidOperationException("nobody was seen where somebody stands: this is no measurement");
    }

    /// <summary>The frame as the eyes keep it in memory; its bytes.</summary>
    public int Compress() => _jpeg.Write(_frame.Pixels, _frame.Width, _frame.Height, _compressed);

    public void RunBare() => _detector.RunBare();

    public void Dispose() => _detector.Dispose();

    /// <summary>The video that frames are taken from.</summary>
    public static string VideoFile(string shared) => Path.Combine(shared, "data", "video", Video);

    private static Frame Read()
    {
        using var reader = new FrameReader(CameraSource.Parse(VideoFile(Environment.GetEnvironmentVariable("O4O_SHARED")!)), new CameraOptions());
        Frame? frame = null;
        for (int i = 0; i < FrameOfAPerson; i++) frame = reader.Read(frame);
        return frame!;
    }
}
