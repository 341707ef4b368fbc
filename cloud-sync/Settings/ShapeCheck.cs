using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace O4O.Settings;

/// <summary>
/// Compares the text with the settings type before anything is deserialised, so that one run reports every unknown key,
/// missing key and wrong type, not just the first.
/// </summary>
internal sealed class ShapeCheck(byte[] utf8, JsonSerializerOptions options, ProblemList problems)
{
    /// <summary>Editors find a JSON Schema by this key; it is allowed in the outermost object only.</summary>
    private const string SchemaKey = "$schema";

    public void Check(PlacedNode node, Type type, string path)
    {
        var info = options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                CheckObject(node, info, path);
                break;
            case JsonTypeInfoKind.Enumerable:
                CheckItems(node, info.ElementType!, path);
                break;
            case JsonTypeInfoKind.Dictionary:
                CheckEntries(node, info.ElementType!, path);
                break;
            default:
                CheckLeaf(node, info, path);
                break;
        }
    }

    /// <summary>The keys that a file may set: what can only be read is no key.</summary>
    public static IEnumerable<JsonPropertyInfo> Keys(JsonTypeInfo info) =>
        info.Properties.Where(p => p.Get is not null && (p.Set is not null || p.AssociatedParameter is not null));

    private void CheckObject(PlacedNode node, JsonTypeInfo info, string path)
    {
        if (!Is(node, JsonTokenType.StartObject, "an object", path))
        {
            return;
        }

        var keys = Keys(info).ToDictionary(p => p.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, nameStart, value) in node.Members)
        {
            var memberPath = Join(path, name);
            if (!seen.Add(name))
            {
                problems.Add(nameStart, memberPath, $"key \"{name}\" appears twice at {path}");
            }
            else if (!keys.TryGetValue(name, out var key))
            {
                if (path != "$" || name != SchemaKey)
                {
                    var near = NearestName.Find(name, keys.Keys);
                    meant.Add(near ?? "");
                    problems.Add(nameStart, memberPath, Unknown(name, path, near, keys.Keys));
                }
            }
            else if (value.Kind == JsonTokenType.Null)
            {
                if (!key.IsSetNullable && Nullable.GetUnderlyingType(key.PropertyType) is null)
                {
                    problems.Add(value.Start, memberPath, $"{memberPath} must not be null");
                }
            }
            else
            {
                Check(value, key.PropertyType, memberPath);
            }
        }

        // A mistyped key is one mistake: the key that was meant is not reported as missing, too.
        foreach (var key in keys.Values.Where(k => !seen.Contains(k.Name) && !meant.Contains(k.Name)))
        {
            if (key.IsRequired || key.AssociatedParameter is { HasDefaultValue: false })
            {
                problems.Add(node.Start, path, $"missing key \"{key.Name}\" at {path}: it is required");
            }
        }
    }

    private void CheckItems(PlacedNode node, Type element, string path)
    {
        if (!Is(node, JsonTokenType.StartArray, "an array", path))
        {
            return;
        }

        for (var i = 0; i < node.Items.Count; i++)
        {
            CheckElement(node.Items[i], element, $"{path}[{i}]");
        }
    }

    private void CheckEntries(PlacedNode node, Type element, string path)
    {
        if (!Is(node, JsonTokenType.StartObject, "an object", path))
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, nameStart, value) in node.Members)
        {
            if (!seen.Add(name))
            {
                problems.Add(nameStart, Join(path, name), $"key \"{name}\" appears twice at {path}");
            }

            CheckElement(value, element, Join(path, name));
        }
    }

    private void CheckElement(PlacedNode node, Type element, string path)
    {
        if (node.Kind != JsonTokenType.Null)
        {
            Check(node, element, path);
        }
        else if (Nullable.GetUnderlyingType(element) is null)
        {
            problems.Add(node.Start, path, $"{path} must not be null");
        }
    }

    private void CheckLeaf(PlacedNode node, JsonTypeInfo info, string path)
    {
        try
        {
            JsonSerializer.Deserialize(utf8.AsSpan(node.Start..node.End), info);
        }
        catch (JsonException)
        {
            var text = $"{path} must be {Wording.Expected(info.Type)}, but is {Wording.Found(node, utf8)}";
            problems.Add(node.Start, path, text + DidYouMean(node, info.Type));
        }
    }

    private string DidYouMean(PlacedNode node, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (!bare.IsEnum || node.Kind != JsonTokenType.String)
        {
            return "";
        }

        var given = JsonSerializer.Deserialize<string>(utf8.AsSpan(node.Start..node.End))!;
        return NearestName.Find(given, Wording.EnumNames(bare)) is { } near ? $": did you mean \"{near}\"?" : "";
    }

    private bool Is(PlacedNode node, JsonTokenType kind, string expected, string path)
    {
        if (node.Kind == kind)
        {
            return true;
        }

        problems.Add(node.Start, path, $"{path} must be {expected}, but is {Wording.Found(node, utf8)}");
        return false;
    }

    private static string Unknown(string name, string path, string? near, IEnumerable<string> known) =>
        near is not null
            ? $"unknown key \"{name}\" at {path}: did you mean \"{near}\"?"
            : $"unknown key \"{name}\" at {path}: known here are {string.Join(", ", known.Select(k => $"\"{k}\""))}";

    internal static string Join(string path, string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $"{path}.{name}" : $"{path}['{name}']";
}
