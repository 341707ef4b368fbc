using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using O4O.Edge.Store;
using O4O.Edge.Wire;

namespace O4O.Simulator.Stores;

/// <summary>Writes a <see cref="StoreFile"/> as the JSON that the edge reads: boxes on one line, defaults left out.</summary>
public static class StoreFileText
{
    private static readonly StoreOptions DefaultOptions = new();

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new Numbers<double>(), new Numbers<int>() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDefaults } },
    };

    /// <summary>The text, ending in a line feed.</summary>
    public static string Write(StoreFile store) => JsonSerializer.Serialize(store, Options) + "\n";

    private static void LeaveOutDefaults(JsonTypeInfo info)
    {
        if (info.Type != typeof(StoreFile)) return;
        foreach (JsonPropertyInfo property in info.Properties)
            if (property.Name == "options") property.ShouldSerialize = (_, value) => value is not null && !DefaultOptions.Equals(value);
    }

    /// <summary>A list of numbers on one line.</summary>
    private sealed class Numbers<T> : JsonConverter<IReadOnlyList<T>>
        where T : struct, ISpanFormattable
    {
        public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("store files are read by SettingsFile");

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
        {
            var line = new StringBuilder("[");
            for (int i = 0; i < value.Count; i++)
                line.Append(i == 0 ? "" : ", ").Append(value[i].ToString(null, CultureInfo.InvariantCulture));
            writer.WriteRawValue(line.Append(']').ToString());
        }
    }
}
