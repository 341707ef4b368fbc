using System.Text.Json;
using O4O.Edge.Tests.Drivers.Inference;
using O4O.Simulator.ModelTrials;
using O4O.Simulator.Tests.Commands;

namespace O4O.Simulator.Tests.ModelTrials;

/// <summary>Runs the command in this process, with a network of sixteen cells that sees the same in every picture.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ModelsCommandTests : IDisposable
{
    private static readonly string[] Small = ["models", "evaluate", "--only", "people", "--suite", "calm", "--seeds", "3", "--cameras", "1", "--fps", "0.05", "--size", "96x72"];

    private readonly TinyModel _model = new(
        onnx: TinyOnnx.Write([1, 3, TinyModel.Side, TinyModel.Side], [1, TinyModel.OverheadCells, TinyModel.OverheadRow], TinyModel.Cells((5, 0, [0, 0, 0, 0, 0.9f]))), family: "overhead");

    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-trial-").FullName;

    [Fact]
    public void Evaluate_OfANetworkThatSeesNothing_ExitsWithOneAndWritesItsFigures()
    {
        string file = Path.Combine(_folder, "figures.json");

        (int code, string output, _) = Run([.. Small, "--people", _model.ManifestFile, "--json", file]);

        Assert.Equal(1, code);
        Assert.Contains("people found (recall)", output, StringComparison.Ordinal);
        Assert.Contains("NOT MET", output, StringComparison.Ordinal);
        using JsonDocument figures = JsonDocument.Parse(File.ReadAllText(file));
        Assert.False(figures.RootElement.GetProperty("met").GetBoolean());
        JsonElement people = figures.RootElement.GetProperty("trials").GetProperty("people").GetProperty("figures");
        Assert.True(people.GetProperty("pictures").GetInt32() > 0);
        Assert.True(people.GetProperty("precision").GetDouble() < 0.5);
    }

    [Theory]
    [InlineData("--only", "peopel", "did you mean \"people\"?")]
    [InlineData("--size", "97x72", "such as 640x480")]
    [InlineData("--seeds", "9-2", "A not above B")]
    [InlineData("--people", "nobody", "there is no model \"nobody\"")]
    public void Evaluate_WithAMistake_NamesTheCure(string option, string value, string expected)
    {
        (int code, _, string error) = Run(["models", "evaluate", option, value]);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static (int Code, string Output, string Error) Run(string[] args) => CommandConsole.Run([ModelsCommand.Create()], args);
}
