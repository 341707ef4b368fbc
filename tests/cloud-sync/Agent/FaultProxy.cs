using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace O4O.CloudSync.Tests.Agent;

/// <summary>A proxy in front of billing that breaks requests the way networks do, by a choice made for each.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http = new();
    private long dropped;

    private FaultProxy(int port, string target, Func<Fault> next)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port));
        app = builder.Build();
        app.Run(context => HandleAsync(context, target, next()));
    }

    public string Address { get; private set; } = "";

    /// <summary>Answers dropped after billing had committed.</summary>
    public long AnswersDropped => Interlocked.Read(ref dropped);

    public static async Task<FaultProxy> StartAsync(string target, Func<Fault> next, int port = 0)
    {
        var proxy = new FaultProxy(port, target, next);
        await proxy.app.StartAsync();
        proxy.Address = proxy.app.Urls.First();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task HandleAsync(HttpContext context, string target, Fault fault)
    {
        switch (fault)
        {
            case Fault.DropRequest:
                context.Abort();
                return;
            case Fault.Unavailable:
                context.Response.StatusCode = 503;
                context.Response.Headers.RetryAfter = "0";
                return;
            case Fault.Portal:
                await context.Response.WriteAsync("<html>please log in</html>");
                return;
            default:
                await ForwardAsync(context, target, drop: fault == Fault.DropAnswer);
                return;
        }
    }

    private async Task ForwardAsync(HttpContext context, string target, bool drop)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target + context.Request.Path);
        request.Content = new StreamContent(context.Request.Body);
        foreach (var name in new[] { "Authorization", "Idempotency-Key" })
        {
            request.Headers.TryAddWithoutValidation(name, (string?)context.Request.Headers[name]);
        }

        request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        if (drop)
        {
            Interlocked.Increment(ref dropped);
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        if (response.Headers.TryGetValues("Idempotent-Replayed", out var replayed))
        {
            context.Response.Headers["Idempotent-Replayed"] = replayed.ToArray();
        }

        await context.Response.Body.WriteAsync(body);
    }
}
