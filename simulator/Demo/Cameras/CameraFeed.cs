namespace O4O.Simulator.Demo.Cameras;

/// <summary>One camera as the eyes' settings name it.</summary>
/// <param name="Device">Its name in the store.</param>
/// <param name="Source">Where its pictures are read.</param>
/// <param name="Shelves">Shelves that it looks at.</param>
public sealed record CameraFeed(string Device, string Source, IReadOnlyList<string> Shelves);
