using System.Globalization;
using System.Security.Cryptography;
using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Tests.Drivers.Inference.Hands;

/// <summary>A model of the family embedding, 32 × 32 pixels and 8 numbers, that says of every hand what the test wants, in a folder of its own.</summary>
internal sealed class TinyHands : IDisposable
{
    public const int Side = 32, Numbers = 8;
    public const double Sharpness = 16, Certainty = 10, Doubt = 0.02, EmptySlope = 0.5, EmptyShift = -0.25, CropMm = 256;

    public TinyHands(float[]? direction = null, float emptyLogit = 0, string extra = "", string hands = "", double? sharpness = Sharpness)
    {
        byte[] bytes = TinyOnnx.Write([1, 3, Side, Side], [1, Numbers + 1], [.. direction ?? Axis(0), emptyLogit]);
        File.WriteAllBytes(Path.Combine(Folder, "tiny.onnx"), bytes);
        string section = hands.Length > 0 ? hands : string.Create(CultureInfo.InvariantCulture, $$"""
            , "hands": { "cropMm": {{CropMm}}, "numbers": {{Numbers}}, {{(sharpness is null ? "" : string.Create(CultureInfo.InvariantCulture, $"\"sharpness\": {sharpness}, "))}}"certainty": {{Certainty}}, "doubt": {{Doubt}},
                         "emptySlope": {{EmptySlope}}, "emptyShift": {{EmptyShift}}, "fittedOn": "nothing" }
            """);
        File.WriteAllText(Path.Combine(Folder, "tiny.json"), string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "name": "tiny", "file": "tiny.onnx", "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(bytes))}}",
              "input": { "width": {{Side}}, "height": {{Side}}, "layout": "nchw", "colour": "rgb", "fit": "stretch", "scale": 0.00392156862745098 },
              "output": { "family": "embedding" }{{section}},
              "classes": ["product"], "licence": "ours", "origin": "a test", "quality": "none"{{extra}}
            }
            """));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("o4o-hands-").FullName;

    public Model Open() => new ModelLibrary([Folder], Path.Combine(Folder, "downloads")).Open("tiny");

    /// <summary>A direction along one axis.</summary>
    public static float[] Axis(int axis)
    {
        var direction = new float[Numbers];
        direction[axis] = 1;
        return direction;
    }

    /// <summary>A direction between two axes, with this cosine to the first.</summary>
    public static float[] Between(int first, int second, double cosine)
    {
        var direction = new float[Numbers];
        (direction[first], direction[second]) = ((float)cosine, (float)Math.Sqrt(1 - cosine * cosine));
        return direction;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
