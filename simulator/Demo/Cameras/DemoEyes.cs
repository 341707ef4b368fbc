using O4O.Edge.Store;
using O4O.Simulator.Rendering;

namespace O4O.Simulator.Demo.Cameras;

/// <summary>Cameras of a demo that looks for itself: rendered, served as streams, looked at by the eyes as a process of their own.</summary>
public sealed record DemoEyes
{
    /// <summary>Pictures a second of each camera.</summary>
    public const int FramesPerSecond = 10;

    /// <summary>A model's name, its manifest or its file, as the eyes take it.</summary>
    public required string Model { get; init; }

    /// <summary>What goes with that, for stores whose file says nothing of its own; null for the edge's usual.</summary>
    public StoreOptions? Options { get; init; }

    /// <summary>How many cameras, 1 to 12.</summary>
    public int Cameras { get; init; } = 4;

    /// <summary>Of the pictures, pixels.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Of the pictures, pixels.</summary>
    public int Height { get; init; } = 480;

    /// <summary>What is out of range, a sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Cameras is < 1 or > Simulator.Cameras.CameraPlan.CamerasMax) yield return $"cameras must be between 1 and {Simulator.Cameras.CameraPlan.CamerasMax}, but are {Cameras}";
        foreach (string problem in new RenderOptions { Width = Width, Height = Height }.Problems()) yield return problem;
    }
}
