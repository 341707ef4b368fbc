using System.Globalization;
using O4O.Edge.Store.BoxTracking;
using O4O.Simulator.Commands;

namespace O4O.Simulator.TrackScoring;

/// <summary>
/// MOTChallenge text: <c>frame, id, left, top, width, height[, confidence[, …]]</c> a line, separated by commas (or blanks);
/// what stands after the confidence is not read. Empty lines are passed over. A mistake is told with its file and line.
/// </summary>
public static class MotFile
{
    /// <summary>More rows than this are no recording that anybody scores, but the wrong file.</summary>
    public const int RowsMax = 10_000_000;

    private const int FieldsMin = 6;
    private static readonly string[] Names = ["frame", "id", "left", "top", "width", "height", "confidence"];

    /// <summary>All rows in the order of the file. Throws <see cref="UserMistakeException"/> for a file that cannot be read so.</summary>
    public static IReadOnlyList<MotRow> Read(string path)
    {
        var rows = new List<MotRow>();
        int number = 0;
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line)) continue;
                if (rows.Count >= RowsMax) throw Mistake(path, number, $"more than {RowsMax} rows");
                rows.Add(ReadRow(line, number, path));
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserMistakeException($"{path}: there is no such file{FileNames.Nearest(path)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"{path}: the file cannot be read: {e.Message}", e);
        }
        return rows;
    }

    /// <summary>The truth: rows that count (confidence 1 or more), each person once a frame.</summary>
    public static IReadOnlyList<MotRow> ReadTruth(string path)
    {
        MotRow[] rows = [.. Read(path).Where(r => r.Confidence >= 1)];
        if (rows.Length == 0) throw new UserMistakeException($"{path}: there is no row that counts; in a truth file the 7th field is 1 for a person who is to be found");
        RequireIds(rows, path);
        return rows;
    }

    /// <summary>What a tracker wrote: each track once a frame.</summary>
    public static IReadOnlyList<MotRow> ReadTracks(string path)
    {
        IReadOnlyList<MotRow> rows = Read(path);
        RequireIds(rows, path);
        return rows;
    }

    /// <summary>Writes one row as MOTChallenge wants it of a tracker.</summary>
    public static void Write(TextWriter to, int frame, long id, in PixelBox box, double confidence)
    {
        ArgumentNullException.ThrowIfNull(to);
        to.Write(string.Create(CultureInfo.InvariantCulture,
            $"{frame},{id},{box.Left:0.##},{box.Top:0.##},{box.Width:0.##},{box.Height:0.##},{confidence:0.####},-1,-1,-1\n"));
    }

    private static void RequireIds(IReadOnlyList<MotRow> rows, string path)
    {
        var seen = new HashSet<(int, long)>();
        foreach (MotRow row in rows)
        {
            if (row.Id < 0) throw Mistake(path, row.Line, $"id {row.Id} is nobody's: these are detections; ./o4o track makes tracks of them");
            if (!seen.Add((row.Frame, row.Id))) throw Mistake(path, row.Line, $"id {row.Id} is in frame {row.Frame} twice");
        }
    }

    private static MotRow ReadRow(string line, int number, string path)
    {
        Span<double> values = stackalloc double[Names.Length];
        values[^1] = 1;
        int count = 0;
        ReadOnlySpan<char> rest = line.AsSpan().Trim();
        while (count < Names.Length && rest.Length > 0)
        {
            int end = rest.IndexOfAny(", \t");
            ReadOnlySpan<char> field = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : AfterSeparator(rest[end..]);
            if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out values[count]) || !double.IsFinite(values[count]))
                throw Mistake(path, number, $"{Names[count]} is \"{field}\", which is no number");
            count++;
        }
        if (count < FieldsMin)
            throw Mistake(path, number, $"{count} fields where a MOTChallenge row has frame, id, left, top, width, height, confidence and more");
        if (values[0] != Math.Floor(values[0]) || values[0] is < 0 or > int.MaxValue) throw Mistake(path, number, $"frame {Text(values[0])} is no number of a picture");
        if (values[1] != Math.Floor(values[1]) || Math.Abs(values[1]) > 1L << 53) throw Mistake(path, number, $"id {Text(values[1])} is no whole number");
        return new MotRow((int)values[0], (long)values[1], new PixelBox(values[2], values[3], values[4], values[5]), values[6], number);
    }

    /// <summary>One comma, with blanks around it, or blanks alone.</summary>
    private static ReadOnlySpan<char> AfterSeparator(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart();
        return rest.Length > 0 && rest[0] == ',' ? rest[1..].TrimStart() : rest;
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static UserMistakeException Mistake(string path, int line, string what) => new($"{path}, line {line}: {what}");
}
