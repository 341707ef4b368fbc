using System.Diagnostics;
using O4O.Simulator.Commands;

namespace O4O.Simulator.Tests.ModelTrials;

/// <summary>The recipe of a network, from an empty folder: nobody has to believe that a shipped file came of it.</summary>
public sealed class RecipeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-recipe-").FullName;

    /// <summary>Renders, trains for a little while, exports, and measures on other stores; the marks are the recipe's own.</summary>
    [TrainingFact]
    [Trait("Speed", "slow")]
    [Trait("Needs", "torch")]
    public Task PeopleRecipe_OnASmallSettingFromAnEmptyFolder_ReachesItsMarks() => Reaches("people", "people-overhead");

    [TrainingFact]
    [Trait("Speed", "slow")]
    [Trait("Needs", "torch")]
    public Task RefineRecipe_OnASmallSettingFromAnEmptyFolder_ReachesItsMarks() => Reaches("refine", "people-refine");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task Reaches(string recipe, string model)
    {
        var start = new ProcessStartInfo(TrainingFactAttribute.Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        string o4o = $"dotnet exec '{typeof(CommandLineRunner).Assembly.Location}'";
        foreach (string word in (string[])[Path.Combine(Root(), "models", "training", recipe, "recipe.py"), "--o4o", o4o, "--small", "--out", _folder]) start.ArgumentList.Add(word);

        using Process run = Process.Start(start)!;
        Task<string> said = run.StandardOutput.ReadToEndAsync(), complained = run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();

        Assert.True(run.ExitCode == 0, $"{await said}\n{await complained}");
        Assert.True(File.Exists(Path.Combine(_folder, model + ".onnx")));
        Assert.True(File.Exists(Path.Combine(_folder, model + ".json")));
    }

    private static string Root()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "O4O.Edge.sln"))) return at.FullName;
        throw new InvalidOperationException($"O4O.Edge.sln stands nowhere above {AppContext.BaseDirectory}");
    }
}
