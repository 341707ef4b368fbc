using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Console;
using O4O.CloudSync.Billing.Http;
using O4O.CloudSync.Billing.Ledger;

namespace O4O.CloudSync.Billing;

/// <summary>The service put together: database, writer, web server. Stops in the other order, so nothing taken is lost.</summary>
public sealed class BillingService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly BookingWriter writer;
    private volatile string? failure;

    /// <summary>Opens the database and prepares the server; nothing listens yet.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="databasePath">Full path of the SQLite file.</param>
    /// <param name="log">Gets one line a booking.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The database cannot be opened.</exception>
    /// <exception cref="InvalidDataException">The database was written by a newer billing.</exception>
    public BillingService(BillingSettings settings, string databasePath, TextWriter log)
    {
        ArgumentNullException.ThrowIfNull(settings);

        // The empty builder: settings come from the one file, never from the environment or an appsettings.json nearby.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Logging.AddSimpleConsole(o => (o.SingleLine, o.ColorBehavior) = (true, LoggerColorBehavior.Disabled));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(settings.Listen);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = settings.Limits.ConnectionsMax;
            kestrel.Limits.MaxRequestBodySize = settings.Limits.BodyBytesMax + 65_536L; // the endpoint answers 413 itself, before this
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(settings.Limits.StopSeconds));
        app = builder.Build();
        var database = new BillingDatabase(databasePath);
        writer = new BookingWriter(database, settings.Limits, TimeProvider.System, TextWriter.Synchronized(log), Fail);
        Map(settings, database);
    }

    /// <summary>Address in use, with the real port; only after <see cref="StartAsync"/>.</summary>
    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Why the service stopped by itself; null when it was asked to.</summary>
    public string? Failure => failure;

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">The address is in use or not ours.</exception>
    public Task StartAsync() => app.StartAsync();

    /// <summary>Ends when the service was asked to stop, or when the database failed.</summary>
    public Task WaitAsync() => app.WaitForShutdownAsync();

    /// <summary>Takes no more requests, answers those under way, books what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        writer.Dispose();
    }

    private void Fail(string reason)
    {
        failure = reason;
        app.Lifetime.StopApplication();
    }

    private void Map(BillingSettings settings, BillingDatabase database)
    {
        var guard = new StoreGuard(new StoreKeys(settings.Stores));
        var charges = new ChargeEndpoint(guard, writer, settings.Limits.BodyBytesMax);
        var reads = new ReadEndpoints(guard, new LedgerReader(database), writer, settings.Limits.PageMax);
        app.MapPost("/v1/charges", charges.HandleAsync);
        app.MapGet("/v1/charges", reads.ListAsync);
        app.MapGet("/v1/charges/{id}", reads.FindAsync);
        app.MapGet("/v1/totals", reads.TotalsAsync);
        app.MapGet("/healthz", reads.HealthAsync);
    }
}
