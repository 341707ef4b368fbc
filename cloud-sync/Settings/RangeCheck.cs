using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace O4O.Settings;

/// <summary>Asks every <see cref="IValidatable"/> in the settings, defaults included, and places what it says.</summary>
internal sealed class RangeCheck(JsonSerializerOptions options, ProblemList problems)
{
    /// <param name="value">The settings, or a part of them.</param>
    /// <param name="node">Where the part stands; null when it was left out and a default stands for it.</param>
    /// <param name="offset">Byte offset to report when <paramref name="node"/> is null: the nearest enclosing object.</param>
    /// <param name="path">JSON path of the part.</param>
    public void Check(object? value, PlacedNode? node, int offset, string path)
    {
        if (value is null)
        {
            return;
        }

        var at = node?.Start ?? offset;
        var info = options.GetTypeInfo(value.GetType());
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                CheckObject(value, info, node, at, path);
                break;
            case JsonTypeInfoKind.Dictionary when value is IDictionary entries:
                foreach (DictionaryEntry entry in entries)
                {
                    var name = entry.Key.ToString()!;
                    Check(entry.Value, node?.Member(name), at, ShapeCheck.Join(path, name));
                }

                break;
            case JsonTypeInfoKind.Enumerable:
                var i = 0;
                foreach (var item in (IEnumerable)value)
                {
                    Check(item, node is not null && i < node.Items.Count ? node.Items[i] : null, at, $"{path}[{i}]");
                    i++;
                }

                break;
            default:
                break;
        }
    }

    private void CheckObject(object value, JsonTypeInfo info, PlacedNode? node, int offset, string path)
    {
        var keys = ShapeCheck.Keys(info).ToList();
        if (value is IValidatable validatable)
        {
            foreach (var text in validatable.Problems())
            {
                Report(text, keys, node, offset, path);
            }
        }

        foreach (var key in keys)
        {
            Check(key.Get!(value), node?.Member(key.Name), offset, ShapeCheck.Join(path, key.Name));
        }
    }

    private void Report(string text, List<JsonPropertyInfo> keys, PlacedNode? node, int offset, string path)
    {
        foreach (var key in keys)
        {
            var rest = text.AsSpan();
            if (rest.StartsWith(key.Name, StringComparison.Ordinal)
                && (rest.Length == key.Name.Length || !char.IsAsciiLetterOrDigit(rest[key.Name.Length])))
            {
                var keyPath = ShapeCheck.Join(path, key.Name);
                problems.Add(node?.Member(key.Name)?.Start ?? offset, keyPath, $"{keyPath}{rest[key.Name.Length..]}");
                return;
            }
        }

        problems.Add(offset, path, $"{path}: {text}");
    }
}
