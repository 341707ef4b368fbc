using System.Collections.Concurrent;
using System.Text.Json;

namespace O4O.Settings;

/// <summary>Names JSON values and .NET types in words a person who edits the file knows.</summary>
internal static class Wording
{
    private static readonly ConcurrentDictionary<Type, string> Words = new()
    {
        [typeof(bool)] = "true or false",
        [typeof(string)] = "a string",
        [typeof(byte)] = "a whole number from 0 to 255",
        [typeof(short)] = "a whole number from -32768 to 32767",
        [typeof(ushort)] = "a whole number from 0 to 65535",
        [typeof(int)] = "a whole number of 32 bits",
        [typeof(uint)] = "a whole number of 32 bits, not negative",
        [typeof(long)] = "a whole number of 64 bits",
        [typeof(ulong)] = "a whole number of 64 bits, not negative",
        [typeof(float)] = "a number",
        [typeof(double)] = "a number",
        [typeof(decimal)] = "a number",
        [typeof(Uri)] = "a string holding a URI",
        [typeof(TimeSpan)] = "a string holding a duration hh:mm:ss",
        [typeof(DateTimeOffset)] = "a string holding an ISO 8601 time",
    };

    public static string Expected(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum)
        {
            return "one of " + string.Join(", ", EnumNames(bare).Select(n => $"\"{n}\""));
        }

        return Words.GetValueOrDefault(bare, $"a {bare.Name}");
    }

    public static IEnumerable<string> EnumNames(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    public static string Found(PlacedNode node, ReadOnlySpan<byte> utf8) => node.Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.Null => "null",
        JsonTokenType.String => "the string " + Shortened(node, utf8),
        _ => Shortened(node, utf8),
    };

    private static string Shortened(PlacedNode node, ReadOnlySpan<byte> utf8)
    {
        const int CharactersMax = 40;
        var text = System.Text.Encoding.UTF8.GetString(utf8[node.Start..node.End]);
        return text.Length <= CharactersMax ? text : string.Concat(text.AsSpan(0, CharactersMax), "...");
    }
}
