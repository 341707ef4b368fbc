using System.Globalization;
using O4O.Simulator.Commands;

namespace O4O.Simulator.Evaluation;

/// <summary>Seeds from one to another, both included: <c>A-B</c>, or <c>A</c> alone.</summary>
public readonly record struct SeedRange(ulong First, ulong Last)
{
    /// <summary>More than this is a slip of the finger.</summary>
    public const int CountMax = 100_000;

    public int Count => (int)(Last - First) + 1;

    /// <summary>Reads <c>A-B</c> or <c>A</c>.</summary>
    /// <exception cref="UserMistakeException">It is neither, or too long.</exception>
    public static SeedRange Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] ends = text.Split('-');
        if (ends.Length <= 2 && Number(ends[0]) is { } first && Number(ends[^1]) is { } last && first <= last && last - first < CountMax)
            return new SeedRange(first, last);
        throw new UserMistakeException($"--seeds must be A-B with A not above B and at most {CountMax} seeds, but is \"{text}\"");
    }

    private static ulong? Number(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : null;
}
