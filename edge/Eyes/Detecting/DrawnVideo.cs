using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Eyes.Drawing;

namespace O4O.Edge.Eyes.Detecting;

/// <summary>The video with boxes, where one was asked for; begun with the first frame, whose size it has.</summary>
internal sealed class DrawnVideo(string? file, IReadOnlyList<string> classes) : IDisposable
{
    private VideoWriter? _writer;

    public void Add(Frame frame, ReadOnlySpan<Detection> found, double fps)
    {
        if (file is null) return;
        _writer ??= new VideoWriter(file, frame.Width, frame.Height, fps);
        var canvas = new Canvas(frame.Width, frame.Height, frame.Drawable);
        foreach (ref readonly Detection d in found) BoxPainter.Paint(canvas, d, classes[d.Class]);
        _writer.Add(frame);
    }

    public void End() => _writer?.End();

    public void Dispose() => _writer?.Dispose();
}
