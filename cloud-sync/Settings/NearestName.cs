namespace O4O.Settings;

/// <summary>Finds the name a person probably meant.</summary>
public static class NearestName
{
    /// <summary>Names longer than this are not compared: the table is quadratic and nobody mistypes that much.</summary>
    private const int LengthMax = 128;

    /// <summary>
    /// The known name with the smallest edit distance to <paramref name="name"/> (insertions, deletions, replacements and
    /// swaps of neighbours, letter case ignored), or null when none is near: more than a third of the letters differ.
    /// Of equally near names the first wins.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in known)
        {
            if (candidate.Length > LengthMax || name.Length > LengthMax)
            {
                continue;
            }

            var distance = Distance(name, candidate);
            var allowed = Math.Max(1, (Math.Max(name.Length, candidate.Length) + 1) / 3);
            if (distance <= allowed && distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>Optimal string alignment distance (Damerau 1964, restricted), three rolling rows.</summary>
    private static int Distance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }

    private static bool Same(char x, char y) => char.ToLowerInvariant(x) == char.ToLowerInvariant(y);
}
