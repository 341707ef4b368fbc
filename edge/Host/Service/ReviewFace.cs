using System.Text.Json.Serialization;
using O4O.Edge.Drivers.Clips;
using O4O.Edge.Host.Review;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Service;

/// <summary>
/// Clips of cases, and the few things that an operator may command. Commands and pictures need a header that no page from elsewhere
/// can send, and the name under which this service listens. Whoever opens a clip is written down first.
/// </summary>
/// <param name="desk">Clips; null where none are kept.</param>
/// <param name="cameras">Cameras of this store.</param>
/// <param name="learn">Tells a camera that it was moved on purpose; false when it cannot be told now.</param>
/// <param name="time">The wall clock.</param>
/// <param name="log">For people.</param>
public sealed class ReviewFace(ReviewDesk? desk, IReadOnlySet<string> cameras, Func<string, bool> learn, TimeProvider time, Action<string> log)
{
    /// <summary>The header; what it says is not looked at.</summary>
    public const string Header = "X-O4O-Operator";

    public void Map(WebApplication app)
    {
        app.MapGet("/api/sessions/{session}/clips", List);
        app.MapGet("/api/sessions/{session}/clips/{clip}", (HttpContext context, string session, string clip) => Guard(context, by => Open(context, session, clip, by)));
        app.MapPost("/api/sessions/{session}/clips/erase", (HttpContext context, string session) => Guard(context, by => Erase(session, by)));
        app.MapPost("/api/cameras/{camera}/learn-again", (HttpContext context, string camera) => Guard(context, by => Learn(camera, by)));
    }

    /// <summary>Whether a Host header names this machine's own loopback or the address that was connected to: another name was made to point here.</summary>
    internal static bool IsOwnName(HostString host, System.Net.IPAddress? local) =>
        host.Host is "localhost" || (System.Net.IPAddress.TryParse(host.Host.Trim('[', ']'), out System.Net.IPAddress? named)
            && (System.Net.IPAddress.IsLoopback(named) || named.Equals(local) || named.Equals(local?.MapToIPv4())));

    private static IResult Guard(HttpContext context, Func<string, IResult> work)
    {
        if (!context.Request.Headers.ContainsKey(Header) || !IsOwnName(context.Request.Host, context.Connection.LocalIpAddress))
            return Results.Problem($"This is for the operator's page of this store: it sends the header {Header}, and calls the store by its address.", statusCode: 403, title: "Not from here");
        return work(context.Connection.RemoteIpAddress?.ToString() ?? "?");
    }

    private IResult List(string session)
    {
        if (desk is null) return Results.Json(new ClipsView("off", []), ReviewJson.Default.ClipsView);
        ClipView[] clips = [.. desk.Vault.Of(session).Select(c => new ClipView(
            c.Clip.Name, c.Clip.Camera, c.Clip.Shelf, c.Clip.Doubt, c.Clip.FromUs, c.Clip.ToUs, c.Clip.KeptUs, c.Clip.ExpiresUs, c.Clip.Pictures, [.. c.Openings.Select(o => o.AtUs)]))];
        bool coming = desk.IsComing(session) && !desk.Vault.IsDone(session);
        return Results.Json(new ClipsView(coming ? "coming" : clips.Length > 0 ? "kept" : "none", clips), ReviewJson.Default.ClipsView);
    }

    private IResult Open(HttpContext context, string session, string clip, string by)
    {
        if (desk is null) return NoClip();
        ClipOpening opening;
        try
        {
            opening = desk.Vault.Open(session, clip, NowUs(), by);
        }
        catch (IOException e)
        {
            return Results.Problem($"It cannot be written down that this clip is opened, so it stays shut: {e.Message}", statusCode: 503, title: "Not now");
        }
        switch (opening)
        {
            case ClipOpening.Whole whole:
                log($"review: {by} opened {clip}");
                context.Response.Headers.CacheControl = "no-store";
                return Results.Bytes(whole.Pictures, "application/octet-stream");
            case ClipOpening.Altered altered:
                log($"review: {clip} was altered and is refused");
                return Results.Problem(altered.Reason, statusCode: 409, title: "Altered");
            default: return NoClip();
        }
    }

    private IResult Erase(string session, string by)
    {
        if (!CasePayload.IsCase(session)) return NoClip();
        int erased = desk?.Vault.Erase(session, NowUs(), by) ?? 0;
        if (erased > 0) log($"review: {by} erased {erased} clips of case {session}");
        return Results.Json(new ErasedView(erased), ReviewJson.Default.ErasedView);
    }

    private IResult Learn(string camera, string by)
    {
        if (!cameras.Contains(camera)) return Results.Problem($"This store has no camera {camera}.", statusCode: 404, title: "No such camera");
        if (!learn(camera)) return Results.Problem("There is no connection to the broker, so no camera can be told.", statusCode: 503, title: "Not now");
        log($"camera {camera}: {by} says that it was moved on purpose");
        return Results.Accepted();
    }

    private long NowUs() => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;

    private static IResult NoClip() => Results.Problem("There is no such clip, or it is erased.", statusCode: 404, title: "No such clip");
}

/// <summary><paramref name="State"/> is <c>kept</c>, <c>coming</c>, <c>none</c>, or <c>off</c> where this store keeps none.</summary>
internal sealed record ClipsView(string State, IReadOnlyList<ClipView> Clips);

internal sealed record ClipView(
    string Clip, string Camera, string Shelf, long Event, long FromUs, long ToUs, long KeptUs, long ExpiresUs, int Pictures, IReadOnlyList<long> OpenedUs);

internal sealed record ErasedView(int Erased);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClipsView))]
[JsonSerializable(typeof(ErasedView))]
internal sealed partial class ReviewJson : JsonSerializerContext;
