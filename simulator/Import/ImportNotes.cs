using System.Diagnostics;

namespace O4O.Simulator.Import;

/// <summary>What is said while an import runs: warnings at once, progress when it takes long.</summary>
internal sealed class ImportNotes(TextWriter log)
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(2);
    private readonly List<string> _warnings = [];
    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();

    public IReadOnlyList<string> Warnings => _warnings;

    public void Warn(string line)
    {
        _warnings.Add(line);
        log.WriteLine("warning: " + line);
    }

    /// <summary>The first warning about a file, for the error that ends the import.</summary>
    public string FirstOf(string file) => _warnings.Find(w => w.StartsWith(file + ":", StringComparison.Ordinal)) ?? "";

    public void Progress(string what, long done, long all)
    {
        if (_sinceProgress.Elapsed < ProgressEvery) return;
        _sinceProgress.Restart();
        log.WriteLine($"{what}: {(all == 0 ? 100 : 100 * done / all)} %");
    }
}
