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
    /// <param name="text">The text.</param>
    /// <param name="option">Where it was given.</param>
    /// <exception cref="UserMistakeException">It is neither, or too long.</exception>
    public static SeedRange Parse(string text, string option = "--seeds")
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] ends = text.Split('-');
        if (ends.Length <= 2 && Number(ends[0]) is { } first && Number(ends[^1]) is { } last && first <= last && last - first < CountMax)
            return new SeedRange(first, last);
        throw new UserMistakeException($"{option} must be A-B with A not above B and at most {CountMax} seeds, but is \"{text}\"");
    }

    /// <summary><c>A-B</c>, as it is read.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static ulong? Number(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : null;
}
