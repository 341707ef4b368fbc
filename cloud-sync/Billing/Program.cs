using System.CommandLine;
using Microsoft.Data.Sqlite;
using O4O.CloudSync.Billing;
using O4O.Settings;

const int ExitFailed = 1;
const int ExitBadSettings = 2;

var config = new Option<string>("--config")
{
    Description = "the settings file (JSON; comments and trailing commas are fine)",
    HelpName = "FILE",
    Required = true,
};
var check = new Option<bool>("--check") { Description = "say what is wrong with the settings and exit: 0 all well, 2 not" };
var root = new RootCommand("""
    Billing: books each store's charges exactly once, in a double-entry ledger (SQLite).

    A settings file:
      {
        "listen": "http://127.0.0.1:5080",      // port 0 takes a free one; TLS ends at the proxy in front
        "database": "billing.db",               // made when missing; relative to this file
        "stores": [ { "id": "demo", "apiKey": "at least 16 characters, no spaces" } ],
        "limits": { "bodyBytesMax": 2097152, "queueMax": 4096, "batchMax": 128, "pageMax": 1000,
                    "connectionsMax": 4096, "databaseMiBMax": 65536, "stopSeconds": 10 }
      }

    Requests (all but healthz need Authorization: Bearer KEY):
      POST /v1/charges                              a CloudEvent app.o4o.charge.due.v1; Idempotency-Key: its charge id
      GET  /v1/charges?store=S&after=BOOKING&limit=N
      GET  /v1/charges/ID
      GET  /v1/totals?store=S
      GET  /healthz

    Exit codes: 0 stopped when asked, 1 could not start or the database failed, 2 bad settings or command line.
    """);
root.Options.Add(config);
root.Options.Add(check);
root.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(config), parsed.GetValue(check)));
var command = root.Parse(args);
if (command.Errors.Count > 0)
{
    foreach (var error in command.Errors)
    {
        Console.Error.WriteLine(error.Message);
    }

    foreach (var unknown in command.UnmatchedTokens)
    {
        if (NearestName.Find(unknown, ["--config", "--check", "--help"]) is { } near)
        {
            Console.Error.WriteLine($"did you mean {near}?");
        }
    }

    return ExitBadSettings;
}

return await command.InvokeAsync();

static async Task<int> RunAsync(string path, bool checkOnly)
{
    var read = SettingsFile.Load<BillingSettings>(path);
    foreach (var problem in read.Problems)
    {
        Console.Error.WriteLine(problem);
    }

    if (!read.IsValid)
    {
        return ExitBadSettings;
    }

    var database = Path.GetFullPath(read.Value.Database, Path.GetDirectoryName(Path.GetFullPath(path))!);
    if (!Directory.Exists(Path.GetDirectoryName(database)))
    {
        Console.Error.WriteLine($"{path}: $.database: there is no folder {Path.GetDirectoryName(database)}");
        return ExitBadSettings;
    }

    if (checkOnly)
    {
        Console.WriteLine($"{path} is fine: {read.Value.Stores.Count} store(s), {read.Value.Listen}, {database}");
        return 0;
    }

    try
    {
        return await ServeAsync(read.Value, database);
    }
    catch (Exception e) when (e is IOException or SqliteException or InvalidDataException)
    {
        Console.Error.WriteLine($"billing cannot start: {e.Message}");
        return ExitFailed;
    }
}

static async Task<int> ServeAsync(BillingSettings settings, string database)
{
    await using var service = new BillingService(settings, database, Console.Out);
    await service.StartAsync();
    Console.WriteLine($"billing listens on {service.Address}, {settings.Stores.Count} store(s), database {database}");
    if (!new Uri(settings.Listen).IsLoopback)
    {
        Console.Error.WriteLine("warning: keys travel unencrypted unless a proxy in front ends TLS");
    }

    await service.WaitAsync();
    if (service.Failure is { } failure)
    {
        Console.Error.WriteLine(failure);
        return ExitFailed;
    }

    return 0;
}
