using System.Globalization;
using System.Security.Cryptography;
using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>
/// A YOLOX-shaped model of 32 × 32 pixels and two classes in a folder of its own, with its manifest: 21 anchors, of which the test
/// says what they give.
/// </summary>
internal sealed class TinyModel : IDisposable
{
    public const int Side = 32, Anchors = 21, RowLength = 7;
    public const int OverheadCells = 16, OverheadRow = 21;

    public TinyModel(float[]? rows = null, byte[]? onnx = null, string? sha256 = null, string family = "yolox", string extra = "")
    {
        byte[] bytes = onnx ?? TinyOnnx.Write([1, 3, Side, Side], [1, Anchors, RowLength], rows ?? new float[Anchors * RowLength]);
        File.WriteAllBytes(OnnxFile, bytes);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        string strides = family switch { "yolox" => "[8, 16, 32]", "overhead" => "[8]", _ => "[16]" };
        string classes = family == "overhead" ? "[\"person\"]" : "[\"person\", \"bottle\"]";
        File.WriteAllText(ManifestFile, string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "name": "tiny", "file": "tiny.onnx", "sha256": "{{sha256 ?? Sha256}}",
              "input": { "width": {{Side}}, "height": {{Side}}, "layout": "nchw", "colour": "rgb", "fit": "letterboxTopLeft" },
              "output": { "family": "{{family}}", "strides": {{strides}}, "scoreMin": 0.5 },
              "classes": {{classes}}, "licence": "ours", "origin": "a test", "quality": "none"{{extra}}
            }
            """));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("o4o-model-").FullName;

    public string ManifestFile => Path.Combine(Folder, "tiny.json");

    public string OnnxFile => Path.Combine(Folder, "tiny.onnx");

    public string Sha256 { get; }

    public ModelLibrary Library => new([Folder], Path.Combine(Folder, "downloads"));

    public Model Open() => Library.Open("tiny");

    /// <summary>Rows of all anchors that give nothing, but for some that are set.</summary>
    public static float[] Rows(params (int Anchor, float[] Row)[] set)
    {
        var rows = new float[Anchors * RowLength];
        foreach ((int anchor, float[] row) in set) row.CopyTo(rows, anchor * RowLength);
        return rows;
    }

    /// <summary>The same for the family overhead: four by four cells of eight pixels, see its decoder.</summary>
    public static float[] Cells(params (int Cell, int From, float[] Numbers)[] set)
    {
        var rows = new float[OverheadCells * OverheadRow];
        foreach ((int cell, int from, float[] numbers) in set) numbers.CopyTo(rows, (cell * OverheadRow) + from);
        return rows;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
