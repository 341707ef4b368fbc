namespace O4O.Edge.Drivers.Journal;

/// <summary>Reads a whole journal and says what it is worth. Changes nothing; may run beside a writer.</summary>
public static class JournalVerifier
{
    /// <summary>Verifies a directory or one segment file.</summary>
    /// <exception cref="IOException">The path does not exist or cannot be read.</exception>
    public static JournalReport Verify(string path)
    {
        using var reader = JournalReader.Open(path);
        return Verify(reader, path);
    }

    internal static JournalReport Verify(JournalReader reader, string path)
    {
        var walk = reader.Walk;
        if (walk is null)
        {
            return new JournalReport(path, "", 0, 0, 0, 0, 0, new JournalTail(JournalTailState.Clean, "", 0, "", 0, 0));
        }

        var records = 0L;
        var first = 0L;
        var last = 0L;
        while (walk.TryNext(out var sequence, out _))
        {
            first = records == 0 ? sequence : first;
            last = sequence;
            records++;
        }

        return new JournalReport(path, reader.Store, walk.Segments, records, first, last, walk.Bytes, walk.Tail);
    }
}
