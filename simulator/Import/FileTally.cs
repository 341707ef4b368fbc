namespace O4O.Simulator.Import;

/// <summary>How many documents of one file could be used.</summary>
internal sealed class FileTally(string name, ImportNotes notes)
{
    /// <summary>A larger share of malformed documents means that the file is something else.</summary>
    private const double MalformedShareMax = 0.2;

    /// <summary>Malformed documents that are shown one by one.</summary>
    private const int ShownMax = 5;

    public long Good { get; private set; }
    public long Malformed { get; private set; }

    public void Use() => Good++;

    public void Skip(int line, string why)
    {
        if (++Malformed <= ShownMax) notes.Warn($"{name}:{line}: {why}; skipped");
    }

    /// <summary>All were read.</summary>
    /// <exception cref="ImportException">The file is empty or mostly malformed.</exception>
    public void End()
    {
        if (Malformed > ShownMax) notes.Warn($"{name}: {Malformed} malformed documents were skipped in all");
        if (Good + Malformed == 0) throw new ImportException($"{name} is empty");
        if (Malformed > MalformedShareMax * (Good + Malformed))
        {
            throw new ImportException(
                $"{name}: {Malformed} of {Good + Malformed} documents are malformed, more than {MalformedShareMax:P0}; {notes.FirstOf(name)}");
        }
    }
}
