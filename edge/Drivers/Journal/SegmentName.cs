using System.Globalization;

namespace O4O.Edge.Drivers.Journal;

/// <summary><c>journal-00000001.o4oj</c> and its number.</summary>
internal static class SegmentName
{
    private const string Prefix = "journal-";
    private const string Suffix = ".o4oj";
    private const int Digits = 8;

    public static string Of(long number) => Prefix + number.ToString("D8", CultureInfo.InvariantCulture) + Suffix;

    /// <summary>The number of a segment's name; null when the name is not a segment's.</summary>
    public static long? NumberOf(string name) =>
        name.Length == Prefix.Length + Digits + Suffix.Length
        && name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.EndsWith(Suffix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(Prefix.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The numbers of the segments in a directory, ascending.</summary>
    public static List<long> NumbersIn(IJournalStorage storage)
    {
        var numbers = new List<long>();
        foreach (var name in storage.List())
        {
            if (NumberOf(name) is { } number)
            {
                numbers.Add(number);
            }
        }

        numbers.Sort();
        return numbers;
    }
}
