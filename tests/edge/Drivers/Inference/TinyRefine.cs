using System.Globalization;
using System.Security.Cryptography;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>Puts a second stage beside a <see cref="TinyModel"/>: squares of 32 × 32 pixels, four by four cells, that always says the same.</summary>
internal static class TinyRefine
{
    public const int Side = 32, Stride = 8, Grid = 4, RowLength = 12;

    /// <summary>What the first stage's manifest says of it.</summary>
    public static string Key(double scoreMin = 0.2, double overlapMax = 0.5, int looksMax = 8, string model = "closer") => string.Create(
        CultureInfo.InvariantCulture, $", \"refine\": {{ \"model\": \"{model}\", \"around\": 2, \"scoreMin\": {scoreMin}, \"overlapMax\": {overlapMax}, \"looksMax\": {looksMax} }}");

    /// <summary>Writes <c>closer.json</c> and its file into a folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="rows">See <see cref="Rows"/>.</param>
    /// <param name="meanWeight">What the mean of the square is multiplied with before it is added to every number.</param>
    public static void Write(string folder, float[] rows, float meanWeight = 0)
    {
        byte[] bytes = TinyOnnx.Write([1, 3, Side, Side], [1, 1 + Grid * Grid, RowLength], rows, meanWeight);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllBytes(Path.Combine(folder, "closer.onnx"), bytes);
        File.WriteAllText(Path.Combine(folder, "closer.json"), $$"""
            {
              "name": "closer", "file": "closer.onnx", "sha256": "{{sha256}}",
              "input": { "width": {{Side}}, "height": {{Side}}, "layout": "nchw", "colour": "rgb", "fit": "stretch" },
              "output": { "family": "refine", "strides": [{{Stride}}] },
              "classes": ["person"], "licence": "ours", "origin": "a test", "quality": "none"
            }
            """);
    }

    /// <summary>Rows of a square with one person: the whole's five numbers, then places of joints.</summary>
    /// <param name="whole">Share, box.</param>
    /// <param name="joints">Cell, joint (0 head, 1 left wrist, 2 right wrist), then place, x, y, seen; other cells have the place −20.</param>
    public static float[] Rows(float[] whole, params (int Cell, int Joint, float[] Numbers)[] joints)
    {
        var rows = new float[(1 + Grid * Grid) * RowLength];
        whole.CopyTo(rows, 0);
        for (int cell = 0; cell < Grid * Grid; cell++)
            for (int joint = 0; joint < 3; joint++) rows[(1 + cell) * RowLength + 4 * joint] = -20;
        foreach ((int cell, int joint, float[] numbers) in joints) numbers.CopyTo(rows, (1 + cell) * RowLength + 4 * joint);
        return rows;
    }
}
