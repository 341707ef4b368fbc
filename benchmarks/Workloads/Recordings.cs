using O4O.Edge.Recording;
using O4O.Simulator.Import;

namespace O4O.Benchmarks.Workloads;

/// <summary>Recordings to replay, in a folder of their own that goes away with them.</summary>
internal sealed class Recordings : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-bench-replay-").FullName;

    public Recordings(int seconds)
    {
        Big = Path.Combine(_folder, "big.mcap");
        BigStore.Record(Big, seconds, seed: 1);
        if (RealTrip() is not { } trip) return;
        Real = Path.Combine(_folder, "real.mcap");
        AutoCheckoutImport.Run(trip, Real, TextWriter.Null);
    }

    /// <summary>Of the simulated store with 348 plates.</summary>
    public string Big { get; }

    /// <summary>Of a real trip in a store with 348 plates; null where the material is not at hand.</summary>
    public string? Real { get; }

    /// <summary>The floor: reads every fact of a recording and does nothing with it.</summary>
    public static long ReadOnly(string path)
    {
        using RecordingReader reader = RecordingReader.Open(path);
        long bytes = 0;
        while (reader.TryRead(out RecordedFact fact)) bytes += fact.Payload.Length;
        return bytes;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string? RealTrip()
    {
        string shared = Environment.GetEnvironmentVariable("O4O_SHARED") is { Length: > 0 } set ? set : Path.Combine("..", "shared");
        string trip = Path.Combine(shared, "data", "autocheckout", "BENCHMARK-1");
        return Directory.Exists(trip) ? trip : null;
    }
}
