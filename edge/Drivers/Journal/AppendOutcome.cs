namespace O4O.Edge.Drivers.Journal;

/// <summary>What <see cref="JournalWriter.TryAppend"/> did.</summary>
public enum AppendOutcome
{
    /// <summary>The record has its sequence and waits for the next flush.</summary>
    Accepted,

    /// <summary>The buffer is full while the disk works on the other: back-pressure. Nothing was taken.</summary>
    Full,

    /// <summary>The writer has failed or is closed; see <see cref="JournalWriter.State"/>.</summary>
    Refused,
}
