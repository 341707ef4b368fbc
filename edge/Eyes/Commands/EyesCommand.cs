using System.CommandLine;
using O4O.Edge.Eyes.Configuration;
using O4O.Edge.Eyes.Looking;
using O4O.Settings;

namespace O4O.Edge.Eyes.Commands;

/// <summary><c>eyes --config FILE [--check]</c>: all cameras of a store, live.</summary>
internal static class EyesCommand
{
    public static Command Create()
    {
        var config = new Option<FileInfo>("--config") { Required = true, Description = "The eyes' settings file (JSON)." };
        var check = new Option<bool>("--check") { Description = "Validate the settings, load the models and read the masks, then exit; opens no camera." };
        var seconds = new Option<double?>("--seconds") { Description = "Stop after so long; otherwise Ctrl-C ends it." };
        var json = new Option<FileInfo?>("--json") { Description = "Write the final figures there." };
        var command = new Command("eyes", "Look through all cameras of a store and tell its edge what is found.") { config, check, seconds, json };
        command.SetAction((parsed, stop) => Task.Factory.StartNew( // it blocks for as long as it runs, and a signal must be heard meanwhile
            () => Failure.Guard(() => Run(parsed.GetValue(config)!, parsed.GetValue(check), parsed.GetValue(seconds), parsed.GetValue(json), stop)),
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
