namespace O4O.Edge.Drivers.Journal;

/// <summary>
/// Brings a journal to a state that can be written on: reads all of it, cuts an unfinished write at its very end, and
/// refuses everything else. What it reports is on the disk, not only in the system's cache.
/// </summary>
internal static class Recoverer
{
    private const string Cure =
        "Nothing was changed. Restore the file from a backup; or, to open without it, move the whole directory away, keep it, "
        + "and start a new journal: what the damaged one holds must then be settled by hand";

    public static JournalRecovery Recover(IJournalStorage storage, JournalOptions options)
    {
        var numbers = SegmentName.NumbersIn(storage);
        if (numbers.Count == 0)
        {
            return new JournalRecovery(0, 0, 0, 0, 0, "", "");
        }

        SyncWithDisk(storage, SegmentName.Of(numbers[^1]));
        using var walk = new JournalWalk(storage, numbers[0], oneSegment: false);
        var records = 0L;
        while (walk.TryNext(out _, out _))
        {
            records++;
        }

        var tail = walk.Tail;
        if (walk.Header is { } header && header.Store != options.Store)
        {
            throw new JournalException(
                JournalFault.ForeignStore,
                In(storage, tail.File),
                0,
                $"it belongs to store '{header.Store}', not to '{options.Store}'",
                "Point the configuration at this store's own journal directory");
        }

        if (tail.State == JournalTailState.Corrupt)
        {
            throw new JournalException(JournalFault.Corrupt, In(storage, tail.File), tail.Offset, tail.Reason, Cure);
        }

        var cutFile = tail.State == JournalTailState.Torn ? Cut(storage, tail) : "";
        return new JournalRecovery(
            walk.Segments, records, walk.NextSequence - 1, walk.Bytes, tail.BadBytes, tail.Reason, cutFile);
    }

    /// <summary>
    /// After a crash the newest records may be only in the system's cache; after a failed flush the cache may even hold
    /// what the disk does not. Flush, forget, and read what the disk says.
    /// </summary>
    private static void SyncWithDisk(IJournalStorage storage, string name)
    {
        using var file = storage.Open(name, writable: true);
        file.Flush(metadata: true);
        file.DropCache();
        storage.FlushDirectory();
    }

    /// <summary>Keeps the bad bytes beside the segment, durably, before the segment loses them.</summary>
    private static string Cut(IJournalStorage storage, JournalTail tail)
    {
        var side = "";
        using (var file = storage.Open(tail.File, writable: true))
        {
            if (tail.BadBytes > 0)
            {
                side = SideName(storage, tail);
                Copy(storage, file, tail, side);
            }

            if (tail.Offset > 0)
            {
                file.SetLength(tail.Offset);
                file.Flush(metadata: true);
            }
        }

        if (tail.Offset == 0)
        {
            storage.Delete(tail.File); // its header never reached the disk: the segment never came to be
        }

        storage.FlushDirectory();
        return side;
    }

    private static void Copy(IJournalStorage storage, IJournalFile file, JournalTail tail, string side)
    {
        using var target = storage.Create(side);
        var buffer = new byte[64 << 10];
        for (var done = 0L; done < tail.BadBytes;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, tail.BadBytes - done));
            part = part[..file.Read(tail.Offset + done, part)];
            target.Write(done, part);
            done += part.Length;
        }

        target.Flush(metadata: true);
        storage.FlushDirectory();
    }

    private static string SideName(IJournalStorage storage, JournalTail tail)
    {
        var name = $"{tail.File}.cut-{tail.Offset}";
        var free = name;
        for (var again = 2; storage.Exists(free); again++)
        {
            free = $"{name}-{again}";
        }

        return free;
    }

    private static string In(IJournalStorage storage, string name) => Path.Combine(storage.Path, name);
}
