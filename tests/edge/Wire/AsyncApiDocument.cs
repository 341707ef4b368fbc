using System.Globalization;
using O4O.Edge.Tests.Tidy;
using YamlDotNet.RepresentationModel;

namespace O4O.Edge.Tests.Wire;

/// <summary>edge/asyncapi.yaml, opened.</summary>
internal sealed class AsyncApiDocument
{
    private readonly YamlMappingNode _root;

    public AsyncApiDocument()
    {
        using var reader = new StreamReader(Repository.PathOf("edge/asyncapi.yaml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        _root = (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    /// <summary>The node at a path of keys from the root.</summary>
    public YamlNode At(params string[] path) => path.Aggregate((YamlNode)_root, (node, key) => node[key]);

    public IEnumerable<string> Keys(params string[] path) => ((YamlMappingNode)At(path)).Children.Keys.Select(Text);

    /// <summary>The payload of every example of a message, by name.</summary>
    public Dictionary<string, YamlNode> Examples(string message) =>
        ((YamlSequenceNode)At("components", "messages", message, "examples")).ToDictionary(e => Text(e["name"]), e => e["payload"]);

    /// <summary>The bytes of an example written in hexadecimal.</summary>
    public byte[] Bytes(string message, string example) =>
        Convert.FromHexString(string.Concat(Text(Examples(message)[example]).Where(c => !char.IsWhiteSpace(c))));

    /// <summary>What the document says a binary example means.</summary>
    public YamlNode Decoded(string message, string example) => At("components", "messages", message, "x-decoded", example);

    public static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    public static long Number(YamlNode node) => long.Parse(Text(node), CultureInfo.InvariantCulture);

    public static long[] Numbers(YamlNode node) => [.. ((YamlSequenceNode)node).Select(Number)];

    /// <summary>Numbers in rows, one after the other.</summary>
    public static long[] Rows(YamlNode node) => [.. ((YamlSequenceNode)node).SelectMany(Numbers)];
}
