namespace O4O.Edge.Drivers.Journal;

/// <summary>A journal that cannot be opened, read on or written to. The message names file, offset, cause and cure.</summary>
public sealed class JournalException : Exception
{
    public JournalException()
        : this(JournalFault.Disk, "", 0, "unknown cause", "see the log")
    {
    }

    public JournalException(string message)
        : this(JournalFault.Disk, "", 0, message, "see the log")
    {
    }

    public JournalException(string message, Exception inner)
        : this(JournalFault.Disk, "", 0, message, "see the log", inner)
    {
    }

    /// <summary>The one that this driver uses.</summary>
    /// <param name="fault">What kind of trouble.</param>
    /// <param name="file">The file or directory it is in.</param>
    /// <param name="offset">Bytes from the beginning of the file.</param>
    /// <param name="cause">What is wrong.</param>
    /// <param name="cure">What a person can do.</param>
    /// <param name="inner">The system's own exception, if there was one.</param>
    public JournalException(JournalFault fault, string file, long offset, string cause, string cure, Exception? inner = null)
        : base($"journal {file} at byte {offset}: {cause}. {cure}.", inner)
    {
        Fault = fault;
        File = file;
        Offset = offset;
        Cause = cause;
        Cure = cure;
    }

    /// <summary>What kind of trouble.</summary>
    public JournalFault Fault { get; }

    /// <summary>The file or directory it is in.</summary>
    public string File { get; }

    /// <summary>Bytes from the beginning of the file.</summary>
    public long Offset { get; }

    /// <summary>What is wrong.</summary>
    public string Cause { get; }

    /// <summary>What a person can do.</summary>
    public string Cure { get; }
}
