namespace O4O.Edge.Drivers.Journal;

/// <summary>The directory of a journal. Names are plain file names. Refusals are <see cref="IOException"/>.</summary>
internal interface IJournalStorage
{
    /// <summary>Where it is, for messages.</summary>
    string Path { get; }

    /// <summary>Takes the directory for one writer; null when another has it.</summary>
    IDisposable? TryLock();

    /// <summary>All file names, in ordinal order.</summary>
    IReadOnlyList<string> List();

    /// <summary>Whether the file is there.</summary>
    bool Exists(string name);

    /// <summary>Opens a file that exists.</summary>
    IJournalFile Open(string name, bool writable);

    /// <summary>Creates a file that does not exist.</summary>
    IJournalFile Create(string name);

    /// <summary>Removes a file.</summary>
    void Delete(string name);

    /// <summary>Returns when created and removed names are on the disk.</summary>
    void FlushDirectory();
}
