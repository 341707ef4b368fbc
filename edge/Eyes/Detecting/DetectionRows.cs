using System.Globalization;
using O4O.Edge.Drivers.Inference;

namespace O4O.Edge.Eyes.Detecting;

/// <summary>
/// Writes MOTChallenge detection rows, <c>frame,-1,x,y,width,height,score,-1,-1,-1</c>. The file gets its name when it is whole: a
/// run that failed leaves nothing that looks like a result.
/// </summary>
internal sealed class DetectionRows : IDisposable
{
    private readonly string _file, _part;
    private readonly StreamWriter _writer;

    public DetectionRows(string file)
    {
        (_file, _part) = (file, file + ".part");
        _writer = new StreamWriter(_part) { NewLine = "\n" };
    }

    /// <summary>Rows written.</summary>
    public long Count { get; private set; }

    public void Add(long frame, ReadOnlySpan<Detection> detections)
    {
        foreach (ref readonly Detection d in detections)
            _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{frame},-1,{d.X:0.00},{d.Y:0.00},{d.Width:0.00},{d.Height:0.00},{d.Score:0.0000},-1,-1,-1"));
        Count += detections.Length;
    }

    /// <summary>Gives the file its name.</summary>
    public void End()
    {
        _writer.Dispose();
        File.Move(_part, _file, overwrite: true);
    }

    public void Dispose()
    {
        _writer.Dispose();
        if (File.Exists(_part)) File.Delete(_part);
    }
}
