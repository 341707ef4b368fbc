using System.Diagnostics;
using System.Text.Json;
using O4O.Simulator.Commands;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;
using O4O.Simulator.Tests.Commands;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Calibration;

/// <summary>The command itself, through the real edge.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class CalibrateCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-calibrate-").FullName;

    [Fact]
    public void Calibrate_FewCalmMinutesTwice_WritesTheSameFileWhoseOptionsAShadowTakes()
    {
        string scenario = InFolder("short.json"), first = InFolder("first.json"), second = InFolder("second.json"), options = InFolder("options.json");
        File.WriteAllText(scenario, """{"name":"short","seconds":60,"arrivalSeconds":5}""");
        string[] call = ["calibrate", "--scenario", scenario, "--seeds", "1-2", "--wrong", "0.5", "--out"];

        (int code, string output, string error) = CommandConsole.Run([CalibrateCommand.Create()], [.. call, first]);
        CommandConsole.Run([CalibrateCommand.Create()], [.. call, second, "--jobs", "1"]);
        JsonElement root = JsonDocument.Parse(File.ReadAllText(first)).RootElement;
        File.WriteAllText(options, root.GetProperty("options").GetRawText());
        (int shadowCode, string shadow) = Shadow(options);

        Assert.True(code == 0, error + output);
        Assert.Equal(File.ReadAllText(first), File.ReadAllText(second));
        Assert.Contains("2 of 2 recordings", error, StringComparison.Ordinal);
        Assert.Contains("<- chosen", output, StringComparison.Ordinal);
        JsonElement provenance = root.GetProperty("provenance");
        Assert.True(provenance.GetProperty("trips").GetInt32() >= 4, output);
        Assert.Equal("short", provenance.GetProperty("days")[0].GetProperty("scenario").GetString());
        Assert.True(provenance.GetProperty("figures").GetProperty("counts").GetProperty("charged").GetInt32() > 0, output);
        Assert.True(shadowCode == 0, shadow);
        Assert.Contains("shadow", shadow, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seeds 1-2", "calibrate on which days?")]
    [InlineData("--suite clam --seeds 1-2", "did you mean \"calm\"?")]
    [InlineData("--suite calm --seeds 2-1", "--seeds must be A-B")]
    [InlineData("--suite calm --seeds 1-2 --wrong 0", "--wrong must be above 0 and below 1")]
    [InlineData("--suite calm --seeds 1-2 --check 2-5", "share seeds")]
    [InlineData("--suite calm --seeds 1-2 --check 5-3", "--check must be A-B")]
    [InlineData("--suite calm --seeds 1-2 --date today", "--date must be YYYY-MM-DD")]
    [InlineData("--suite calm --seeds 1-2 --jobs 0", "--jobs must be between 1 and 64")]
    [InlineData("--suite calm --seeds 1-2 --host no/host.dll", "no/host.dll: there is no such file")]
    [InlineData("--suite calm", "--seeds")]
    public void Calibrate_Mistyped_IsOneLineAndCodeTwo(string line, string expected)
    {
        (int code, _, string error) = CommandConsole.Run([CalibrateCommand.Create()], ["calibrate", "--out", InFolder("c.json"), .. line.Split(' ')]);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    [Fact]
    public void Calibrate_WithNoPlaceForTheFile_SaysSoBeforeTheWork()
    {
        (int code, _, string error) = CommandConsole.Run([CalibrateCommand.Create()], ["calibrate", "--suite", "calm", "--seeds", "1-100", "--out", InFolder("none/c.json")]);

        Assert.Equal(2, code);
        Assert.Contains("there is no folder", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string InFolder(string name) => Path.Combine(_folder, name);

    private (int Code, string Output) Shadow(string options)
    {
        string recording = InFolder("shadow.mcap");
        Truth truth = new Recorder(DemoStore.Create()).Write(ScenarioSource.Load(InFolder("short.json")), 9, recording, out _);
        Assert.NotEmpty(truth.Actions);
        var start = new ProcessStartInfo(Programs.Dotnet) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in (string[])["exec", Programs.Edge, "replay", recording, "--shadow", options]) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
