using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Inference;

namespace O4O.Edge.Eyes.Detecting;

/// <summary>A frame on its way from the reader through a session to the writer.</summary>
internal sealed class Slot(int detectionsMax) : IDisposable
{
    private readonly Detection[] _found = new Detection[detectionsMax];
    private int _count;

    public Frame? Frame { get; set; }

    /// <summary>Set when a session is done with it.</summary>
    public ManualResetEventSlim Done { get; } = new();

    public ReadOnlySpan<Detection> Found => _found.AsSpan(0, _count);

    public void Take(ReadOnlySpan<Detection> found)
    {
        found.CopyTo(_found);
        _count = found.Length;
    }

    public void Dispose() => Done.Dispose();
}
