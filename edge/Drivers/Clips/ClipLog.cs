using System.Text.Json;

namespace O4O.Edge.Drivers.Clips;

/// <summary>The log of what was done with clips, a JSON object a line, on the disk before anything is done. It outlives the clips.</summary>
internal sealed class ClipLog
{
    /// <summary>At this length a new file is begun; the one before is kept, the one before that is not.</summary>
    private const long BytesMax = 16L << 20;

    private readonly string _file;
    private readonly Dictionary<string, List<ClipDeed>> _openings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    public ClipLog(string file)
    {
        _file = file;
        foreach (string part in new[] { file + ".1", file })
            if (File.Exists(part))
                foreach (string line in File.ReadLines(part))
                    if (Parse(line) is { } deed)
                        Note(deed);
    }

    /// <summary>Writes a line.</summary>
    /// <exception cref="IOException">It is not on the disk.</exception>
    public void Add(ClipDeed deed)
    {
        var known = new FileInfo(_file);
        if (known.Exists && known.Length >= BytesMax) File.Move(_file, _file + ".1", overwrite: true);
        PrivateFiles.Append(_file, JsonSerializer.SerializeToUtf8Bytes(deed, ClipJson.Default.ClipDeed));
        Note(deed);
    }

    /// <summary>Whether a person is done with a case: nothing of it is kept any more.</summary>
    public bool IsDone(string @case) => _done.Contains(@case);

    /// <summary>When a clip was opened, and by whom.</summary>
    public IReadOnlyList<ClipDeed> OpeningsOf(string clip) => _openings.TryGetValue(clip, out List<ClipDeed>? all) ? [.. all] : [];

    /// <summary>Nobody asks after a clip that is gone; the file still knows.</summary>
    public void Forget(string clip) => _openings.Remove(clip);

    /// <summary>Null for a line that was cut by a crash.</summary>
    private static ClipDeed? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ClipJson.Default.ClipDeed);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Note(ClipDeed deed)
    {
        if (deed.What == ClipDeed.Done) _done.Add(deed.Clip);
        if (deed.What != ClipDeed.Opened) return;
        if (!_openings.TryGetValue(deed.Clip, out List<ClipDeed>? all)) _openings[deed.Clip] = all = [];
        all.Add(deed);
    }
}
