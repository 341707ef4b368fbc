namespace O4O.Edge.Drivers.Journal;

/// <summary>Why a journal was refused or has stopped.</summary>
public enum JournalFault
{
    /// <summary>Another writer has the directory.</summary>
    Locked,

    /// <summary>A record or header that was on the disk for certain is no longer what was written.</summary>
    Corrupt,

    /// <summary>The journal belongs to another store.</summary>
    ForeignStore,

    /// <summary>The disk refused a read, a write or a flush.</summary>
    Disk,

    /// <summary>The writer was closed.</summary>
    Closed,
}
