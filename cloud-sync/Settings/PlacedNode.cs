using System.Text.Json;

namespace O4O.Settings;

/// <summary>A JSON value that remembers where in the file it stands. Offsets are bytes from the start of the text.</summary>
internal sealed class PlacedNode
{
    private PlacedNode(JsonTokenType kind, int start) => (Kind, Start) = (kind, start);

    public JsonTokenType Kind { get; }

    public int Start { get; }

    /// <summary>Offset behind the last byte.</summary>
    public int End { get; private set; }

    /// <summary>Members of an object, in the order of the file.</summary>
    public List<(string Name, int NameStart, PlacedNode Value)> Members { get; } = [];

    /// <summary>Elements of an array.</summary>
    public List<PlacedNode> Items { get; } = [];

    /// <summary>Reads the whole text.</summary>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static PlacedNode Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
        });
        reader.Read();
        var root = ReadValue(ref reader);
        reader.Read(); // throws when anything but white space and comments follows
        return root;
    }

    /// <summary>The member with this name; null when there is none.</summary>
    public PlacedNode? Member(string name)
    {
        foreach (var member in Members)
        {
            if (member.Name == name)
            {
                return member.Value;
            }
        }

        return null;
    }

    // Recursion is bounded by the reader's own depth limit of 64.
    private static PlacedNode ReadValue(ref Utf8JsonReader reader)
    {
        var node = new PlacedNode(reader.TokenType, (int)reader.TokenStartIndex);
        if (node.Kind == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = reader.GetString()!;
                var nameStart = (int)reader.TokenStartIndex;
                reader.Read();
                node.Members.Add((name, nameStart, ReadValue(ref reader)));
            }
        }
        else if (node.Kind == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                node.Items.Add(ReadValue(ref reader));
            }
        }

        node.End = (int)reader.BytesConsumed;
        return node;
    }
}
