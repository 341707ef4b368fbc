namespace O4O.Settings;

/// <summary>Collects problems and turns byte offsets into lines and columns.</summary>
internal sealed class ProblemList(string file, byte[] utf8)
{
    private readonly List<(int Offset, SettingsProblem Problem)> found = [];

    public int Count => found.Count;

    public void Add(int offset, string path, string text)
    {
        var (line, column) = Place(offset);
        found.Add((offset, new SettingsProblem(file, path, line, column, text)));
    }

    /// <summary>In the order of the file; problems at the same place in the order they were found.</summary>
    public IReadOnlyList<SettingsProblem> InOrder() => [.. found.OrderBy(f => f.Offset).Select(f => f.Problem)];

    private (int Line, int Column) Place(int offset)
    {
        var (line, column) = (1, 1);
        for (var i = 0; i < offset && i < utf8.Length; i++)
        {
            if (utf8[i] == (byte)'\n')
            {
                (line, column) = (line + 1, 1);
            }
            else if ((utf8[i] & 0xC0) != 0x80)
            {
                column++; // continuation bytes of UTF-8 do not start a character
            }
        }

        return (line, column);
    }
}
