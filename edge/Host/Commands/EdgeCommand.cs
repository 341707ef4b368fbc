using System.CommandLine;
using O4O.Edge.Drivers.Journal;
using O4O.Edge.Host.Configuration;
using O4O.Edge.Host.Service;
using O4O.Edge.Store.Gates;
using O4O.Edge.Wire;
using O4O.Settings;

namespace O4O.Edge.Host.Commands;

/// <summary><c>edge --config FILE [--check]</c>: the store's own machine.</summary>
internal static class EdgeCommand
{
    public static Command Create()
    {
        var config = new Option<FileInfo>("--config") { Description = "The edge's settings file (JSON).", Required = true };
        var check = new Option<bool>("--check") { Description = "Validate the settings and the store file, then exit." };
        var command = new Command("edge", "Run the edge of a store.") { config, check };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(config)!, parsed.GetValue(check), stop));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo config, bool check, CancellationToken stop)
    {
        SettingsResult<EdgeSettings> settings = SettingsFile.Load<EdgeSettings>(config.FullName);
        if (settings.Value is null) return Report(settings.Problems);
        string folder = config.DirectoryName!;
        SettingsResult<StoreFile> store = SettingsFile.Load<StoreFile>(Path.GetFullPath(settings.Value.Store, folder));
        if (store.Value is null) return Report(store.Problems);
        try
        {
            _ = new CodeVerifier(store.Value.Issuers);
        }
        catch (ArgumentException e)
        {
            return Failure.Say($"{settings.Value.Store}: {e.Message}");
        }
        if (check)
        {
            Console.WriteLine($"{config.FullName}: good; store {store.Value.Store} with {store.Value.Shelves.Count} shelves and {store.Value.Products.Count} products");
            return 0;
        }
        try
        {
            using var service = new EdgeService(settings.Value, store.Value, folder);
            return await service.RunAsync(stop);
        }
        catch (Exception e) when (e is JournalException or IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            return Failure.Say(e.Message);
        }
    }

    private static int Report(IReadOnlyList<SettingsProblem> problems)
    {
        foreach (SettingsProblem problem in problems) Console.Error.WriteLine("o4o: " + problem);
        return Failure.Code;
    }
}
