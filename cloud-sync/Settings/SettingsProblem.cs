namespace O4O.Settings;

/// <summary>One thing that is wrong in a settings file.</summary>
/// <param name="File">The file as it was named to the reader.</param>
/// <param name="Path">JSON path of the value, <c>$</c> for the whole file: <c>$.stores[0].apiKey</c>.</param>
/// <param name="Line">Line counted from 1; 0 when the problem has no place in the file (it could not be read).</param>
/// <param name="Column">Column in characters counted from 1; 0 like <paramref name="Line"/>.</param>
/// <param name="Text">The sentence for a person; it names the path itself.</param>
public sealed record SettingsProblem(string File, string Path, int Line, int Column, string Text)
{
    /// <summary><c>file:line:column: sentence</c>, which editors and terminals make clickable.</summary>
    public override string ToString() => Line == 0 ? $"{File}: {Text}" : $"{File}:{Line}:{Column}: {Text}";
}
