using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.Settings;

/// <summary>
/// Reads a JSON settings file strictly into sealed records: camelCase keys, comments and trailing commas allowed, enums as
/// camelCase strings, nothing unknown, nothing missing, nothing out of range, and every problem named with its place.
/// </summary>
public static class SettingsFile
{
    /// <summary>A larger file is refused unread. 16 MiB holds the largest store layout many times over.</summary>
    public const int BytesMax = 16 * 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Reads and checks a file. A file that is missing or cannot be read is a problem, not an exception.</summary>
    /// <typeparam name="T">The settings record.</typeparam>
    public static SettingsResult<T> Load<T>(string path)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var length = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
            return length > BytesMax
                ? Unreadable<T>(path, $"the file has {length} bytes, more than the limit of {BytesMax}")
                : Parse<T>(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable<T>(path, "there is no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable<T>(path, $"the file cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads and checks a text.</summary>
    /// <param name="text">The JSON text.</param>
    /// <param name="name">What problems call the text, usually a file name.</param>
    /// <typeparam name="T">The settings record.</typeparam>
    public static SettingsResult<T> Parse<T>(string text, string name)
        where T : class => Parse<T>(Encoding.UTF8.GetBytes(text), name);

    /// <summary>Reads and checks a UTF-8 text, with or without byte order mark.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <param name="name">What problems call the text, usually a file name.</param>
    /// <typeparam name="T">The settings record.</typeparam>
    public static SettingsResult<T> Parse<T>(ReadOnlySpan<byte> utf8, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = (utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8).ToArray();
        var problems = new ProblemList(name, text);
        if (!System.Text.Unicode.Utf8.IsValid(text))
        {
            return Unreadable<T>(name, "the text is not UTF-8");
        }

        try
        {
            var root = PlacedNode.Read(text);
            new ShapeCheck(text, Options, problems).Check(root, typeof(T), "$");
            if (problems.Count > 0)
            {
                return new SettingsResult<T>(problems.InOrder());
            }

            var value = JsonSerializer.Deserialize<T>(text, Options);
            if (value is null)
            {
                return new SettingsResult<T>([new SettingsProblem(name, "$", 1, 1, "$ must not be null")]);
            }

            new RangeCheck(Options, problems).Check(value, root, 0, "$");
            return problems.Count > 0 ? new SettingsResult<T>(problems.InOrder()) : new SettingsResult<T>(value);
        }
        catch (JsonException e)
        {
            return new SettingsResult<T>([Malformed(name, text, e)]);
        }
    }

    private static SettingsResult<T> Unreadable<T>(string path, string text)
        where T : class => new([new SettingsProblem(path, "$", 0, 0, text)]);

    private static SettingsProblem Malformed(string name, byte[] text, JsonException e)
    {
        // The library counts lines and bytes from 0 and repeats them at the end of its sentence.
        var line = (int)(e.LineNumber ?? 0);
        var bytes = (int)(e.BytePositionInLine ?? 0);
        var lineStart = 0;
        for (var i = 0; i < line; i++)
        {
            lineStart += text.AsSpan(lineStart).IndexOf((byte)'\n') + 1;
        }

        var column = Encoding.UTF8.GetCharCount(text.AsSpan(lineStart, Math.Min(bytes, text.Length - lineStart)));
        var tail = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var sentence = tail < 0 ? e.Message : e.Message[..tail];
        return new SettingsProblem(name, e.Path ?? "$", line + 1, column + 1, $"malformed JSON: {sentence}");
    }
}
