using System.CommandLine;
using O4O.Edge.Eyes.Configuration;
using O4O.Edge.Eyes.Looking;
using O4O.Settings;

namespace O4O.Edge.Eyes.Commands;

/// <summary><c>eyes --config FILE [--check]</c>: all cameras of a store, live. <c>eyes --learn-again CAMERA</c>: one of them was moved on purpose.</summary>
internal static class EyesCommand
{
    public static Command Create()
    {
        var config = new Option<FileInfo?>("--config") { Description = "The eyes' settings file (JSON)." };
        var check = new Option<bool>("--check") { Description = "Validate the settings, load the models and read the masks, then exit; opens no camera." };
        var seconds = new Option<double?>("--seconds") { Description = "Stop after so long; otherwise Ctrl-C ends it." };
        var json = new Option<FileInfo?>("--json") { Description = "Write the final figures there." };
        var learn = new Option<string?>("--learn-again") { Description = "Tells the running eyes, through the edge, that this camera was moved on purpose: its new view is its view. Look at its masks first, and calibrate it anew: the old ones are of the old view." };
        var edge = new Option<string>("--edge") { DefaultValueFactory = _ => LearnAgain.DefaultEdge, Description = "Where the edge listens, for --learn-again." };
        var command = new Command("eyes", "Look through all cameras of a store and tell its edge what is found.") { config, check, seconds, json, learn, edge };
        command.Validators.Add(result =>
        {
            if (result.GetValue(config) is null && result.GetValue(learn) is null) result.AddError("Option '--config' is required. (Or --learn-again CAMERA, for eyes that run already.)");
        });
        command.SetAction((parsed, stop) => Task.Factory.StartNew( // it blocks for as long as it runs, and a signal must be heard meanwhile
            () => Failure.Guard(() => parsed.GetValue(learn) is { } camera
                ? LearnAgain.Say(camera, parsed.GetValue(edge)!, Console.Out, stop)
                : Run(parsed.GetValue(config)!, parsed.GetValue(check), parsed.GetValue(seconds), parsed.GetValue(json), stop)),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return command;
    }

    private static int Run(FileInfo config, bool check, double? seconds, FileInfo? json, CancellationToken stop)
    {
        if (seconds is <= 0 or > 1e9 or double.NaN) throw new ArgumentException($"--seconds must be above 0, but is {seconds}");
        SettingsResult<EyesSettings> settings = SettingsFile.Load<EyesSettings>(config.FullName);
        if (settings.Value is null)
        {
            foreach (SettingsProblem problem in settings.Problems) Console.Error.WriteLine("o4o: " + problem);
            return Failure.Code;
        }
        using var eyes = new EyesService(settings.Value, config.DirectoryName!);
        if (check)
        {
            Console.WriteLine($"{config.FullName}: good; {eyes.Seats.Count} cameras of store {settings.Value.Store}, {string.Join(" and ", eyes.Models)} in {eyes.Sessions.Count} sessions");
            return 0;
        }
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (seconds is { } limit) ended.CancelAfter(TimeSpan.FromSeconds(limit));
        return eyes.Run(Console.Out, json?.FullName, ended.Token);
    }
}
