using System.Buffers;
using System.Globalization;
using System.Text;

namespace O4O.Edge.Recording;

/// <summary>Who looked at the pictures in a recording, and how: what it takes to look at them again in the same way.</summary>
public sealed record RecordedEyes
{
    /// <summary>The metadata record that it is kept in.</summary>
    public const string MetadataName = "o4o.eyes";

    /// <summary>The attachment that <see cref="Gallery"/> is kept in.</summary>
    public const string GalleryAttachment = "gallery.o4og";

    /// <summary>The model that found people: its name.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 that it is known by, hexadecimal: of its file, or of all that makes two stages.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>Boxes that it was less sure of were not told, 0.001 to 1.</summary>
    public required double ScoreMin { get; init; }

    /// <summary>JPEG's quality, as <c>JpegWriter</c> counts it.</summary>
    public required int Quality { get; init; }

    /// <summary>The same hand was looked into so often a second, above 0; says nothing where no network looked into hands.</summary>
    public double LooksPerSecond { get; init; } = 1;

    /// <summary>What was looked for: names of the model's classes, commas between.</summary>
    public string Classes { get; init; } = "person";

    /// <summary>Whether the colour of people's clothes was told.</summary>
    public bool Clothes { get; init; } = true;

    /// <summary>What the network that looked into hands knew of the products: a gallery's file; empty where no network looked into hands.</summary>
    public ReadOnlyMemory<byte> Gallery { get; init; }

    /// <summary>As metadata.</summary>
    public IReadOnlyDictionary<string, string> ToMap() => new Dictionary<string, string>
    {
        ["model"] = Model, ["modelSha256"] = ModelSha256, ["scoreMin"] = Text(ScoreMin), ["quality"] = Text(Quality), ["looksPerSecond"] = Text(LooksPerSecond),
        ["classes"] = Classes, ["clothes"] = Clothes ? "true" : "false",
    };

    /// <summary>The same as a message's entries: a Protocol Buffers map of texts, its field 1.</summary>
    public byte[] ToBytes()
    {
        var to = new ArrayBufferWriter<byte>();
        foreach (KeyValuePair<string, string> entry in ToMap())
        {
            ProtoBytes.Message(to, 1, e =>
            {
                ProtoBytes.Text(e, 1, entry.Key);
                ProtoBytes.Text(e, 2, entry.Value);
            });
        }
        return to.WrittenSpan.ToArray();
    }

    /// <summary>Back from a message's entries.</summary>
    /// <exception cref="NotARecordingException">Something is missing or no such number.</exception>
    public static RecordedEyes Of(ReadOnlySpan<byte> entries)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        while (ProtoBytes.TryNext(ref entries, out _, out _, out ReadOnlySpan<byte> entry))
        {
            string key = "", value = "";
            while (ProtoBytes.TryNext(ref entry, out int field, out _, out ReadOnlySpan<byte> text))
            {
                if (field == 1) key = Encoding.UTF8.GetString(text);
                if (field == 2) value = Encoding.UTF8.GetString(text);
            }
            map[key] = value;
        }
        return Of(map, default);
    }

    /// <summary>Back from metadata.</summary>
    /// <exception cref="NotARecordingException">Something is missing or no such number.</exception>
    public static RecordedEyes Of(IReadOnlyDictionary<string, string> map, ReadOnlyMemory<byte> gallery)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new RecordedEyes
        {
            Model = Get(map, "model"), ModelSha256 = Get(map, "modelSha256"), ScoreMin = Number(map, "scoreMin", 0.001, 1),
            Quality = (int)Number(map, "quality", 1, 100), LooksPerSecond = Number(map, "looksPerSecond", 0.01, 1_000), Gallery = gallery,
            Classes = map.GetValueOrDefault("classes", "person"), Clothes = map.GetValueOrDefault("clothes", "true") == "true",
        };
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Get(IReadOnlyDictionary<string, string> map, string key) =>
        map.TryGetValue(key, out string? value) ? value : throw new NotARecordingException($"the recording's metadata {MetadataName} lack {key}: it was not written by this program");

    private static double Number(IReadOnlyDictionary<string, string> map, string key, double least, double most) =>
        double.TryParse(Get(map, key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most
            ? value
            : throw new NotARecordingException($"the recording's metadata {MetadataName}: {key} must be between {least} and {most}, but is \"{map[key]}\"");
}
