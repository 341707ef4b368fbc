namespace O4O.Edge.Tests.Drivers.Journal;

/// <summary>A directory of its own for a test that needs the real disk.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("o4o-journal-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
