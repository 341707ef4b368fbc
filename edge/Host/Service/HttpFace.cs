using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.FileProviders;
using O4O.Edge.Drivers.Sqlite;
using O4O.Edge.Host.Live;
using O4O.Edge.Host.Replay;
using O4O.Edge.Host.Telemetry;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Service;

/// <summary>What the edge shows over HTTP: pages, state, live feeds. Shows only; decides nothing.</summary>
public sealed class HttpFace(StoreFile store, LiveView live, FeedHub hub, Stages stages, ProjectionKeeper projections, Func<string?> failure)
{
    private const string Policy = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    private static readonly byte[] Heartbeat = ": still here\n\n"u8.ToArray();

    public void Map(WebApplication app)
    {
        app.Use(static (context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "Web"));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files, OnPrepareResponse = static c => c.Context.Response.Headers.CacheControl = "no-cache",
        });
        byte[] layout = LayoutPicture.Bytes(store);
        app.MapGet("/healthz", () => failure() is { } reason
            ? Results.Json(new Dictionary<string, string> { ["status"] = "failed", ["reason"] = reason }, statusCode: 503)
            : Results.Json(new Dictionary<string, string> { ["status"] = "ok" }));
        app.MapGet("/api/layout", () => Results.Bytes(layout, "application/json"));
        app.MapGet("/api/state", () => Results.Json(StatusPicture.State(live, stages), LiveJson.Default.StateView));
        app.MapGet("/api/trips", Trips);
        app.MapGet("/api/sessions/{session}", (string session) =>
            Find(session) is { } view ? Results.Json(view, LiveJson.Default.SessionView) : NoSuchVisit());
        app.MapGet("/api/sessions/{session}/story", (string session) => Story(session, static story => Results.Json(story, LiveJson.Default.TripStory)));
        app.MapGet("/api/sessions/{session}/steps", (string session) => Story(session, static story => Results.Json(Steps(story), LiveJson.Default.StepsView)));
        app.MapGet("/live", context => Feed(context, null));
        app.MapGet("/live/cart/{session}", (HttpContext context, string session) => Feed(context, session));
    }

    private static IResult NoSuchVisit() =>
        Results.Problem("There is no visit of this id, or it is too long ago.", statusCode: 404, title: "No such visit");

    private IResult Trips(long after = 0, int limit = 100)
    {
        try
        {
            IReadOnlyList<Trip> trips = projections.Current.Trips(after, Math.Clamp(limit, 1, 1000));
            return Results.Json(new TripsPage([.. trips.Select(View)]), LiveJson.Default.TripsPage);
        }
        catch (Exception e) when (e is ProjectionException or ObjectDisposedException)
        {
            return NotBackYet(e);
        }
    }

    /// <summary>How a visit came to what it is, in absolute time, out of what is durable.</summary>
    private IResult Story(string session, Func<TripStory, IResult> show)
    {
        try
        {
            return projections.Current.Visit(session) is { } visit ? show(TripStory.Tell(StoryMaterial.Of(visit), store, 0)) : NoSuchVisit();
        }
        catch (Exception e) when (e is ProjectionException or ObjectDisposedException)
        {
            return NotBackYet(e);
        }
    }

    private static StepsView Steps(TripStory story) =>
        new([.. story.Steps.Where(s => s.Stands).Select(s => new StepView(s.TimeUs, s.Name, s.Quantity, s.IsHandover))]);

    private static IResult NotBackYet(Exception e) =>
        Results.Problem($"What was settled is being brought back from the journal: {e.Message}", statusCode: 503, title: "Try again soon");

    private SessionView? Find(string session) => live.Find(session) ?? (Settled(session) is { } trip ? View(trip) : null);

    private Trip? Settled(string session)
    {
        try
        {
            return projections.Current.Trip(session);
        }
        catch (Exception e) when (e is ProjectionException or ObjectDisposedException)
        {
            return null; // while they are brought back, what is not at hand is not known
        }
    }

    private static SessionView View(Trip t) => new(
        t.Session, t.Shopper, t.Party, "settled", t.OpenedUs, t.ClosedUs,
        [.. t.Tracks.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        [.. t.Lines.Select(l => new LineView(l.Gtin, l.Name, l.Quantity, l.UnitPriceMinor, l.UnitPriceMinor * l.Quantity, l.Confidence))],
        t.TotalMinor, t.Reasons, t.Outcome, t.ChargeId, t.ChargeState, t.Ordinal, t.Confidence);

    /// <summary>A live feed: everything, or one visit.</summary>
    private async Task Feed(HttpContext context, string? session)
    {
        if (session is not null && Find(session) is null)
        {
            await NoSuchVisit().ExecuteAsync(context);
            return;
        }
        Channel<FeedMessage>? channel = hub.Subscribe();
        if (channel is null)
        {
            await Results.Problem("Too many people watch already.", statusCode: 503, title: "Busy").ExecuteAsync(context);
            return;
        }
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            // Subscribed first, read second: nothing falls between.
            byte[] first = session is null
                ? FeedHub.Format("state", StatusPicture.State(live, stages), LiveJson.Default.StateView)
                : FeedHub.Format("cart", Find(session)!, LiveJson.Default.SessionView);
            await context.Response.Body.WriteAsync(first, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Pump(context, channel.Reader, session);
        }
        catch (OperationCanceledException)
        {
            return; // the watcher went away
        }
        finally
        {
            hub.Unsubscribe(channel);
        }
    }

    private async Task Pump(HttpContext context, ChannelReader<FeedMessage> reader, string? session)
    {
        while (true)
        {
            using var beat = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            beat.CancelAfter(5_000);
            try
            {
                if (!await reader.WaitToReadAsync(beat.Token)) return;
            }
            catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(Heartbeat, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                continue;
            }
            bool last = false;
            long decidedAt = 0;
            while (reader.TryRead(out FeedMessage? message))
            {
                if (session is not null && message.Session != session) continue;
                await context.Response.Body.WriteAsync(message.Bytes, context.RequestAborted);
                decidedAt = Math.Max(decidedAt, message.DecidedAt);
                last |= message.Last;
            }
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (decidedAt > 0) stages.Feed.RecordSince(decidedAt);
            if (session is not null && last) return;
        }
    }
}
