using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using O4O.CloudSync.Agent;
using O4O.CloudSync.Contract;
using O4O.CloudSync.Tests.Contract;

namespace O4O.CloudSync.Tests.Agent;

/// <summary>What the pump makes of each answer: the first answer is the case, every later one books.</summary>
[Trait("Needs", "socket")]
public sealed class AnswerTests
{
    private static readonly string Good = Encoding.UTF8.GetString(
        new ChargeAnswer("demo-s1-1", "B1", ChargeAnswer.Booked, 1).ToUtf8());

    [Theory]
    [InlineData(301, "", true)]
    [InlineData(401, "", true)]
    [InlineData(403, "", true)]
    [InlineData(404, "", true)]
    [InlineData(408, "", true)]
    [InlineData(409, "", true)]
    [InlineData(425, "", true)]
    [InlineData(429, "", true)]
    [InlineData(500, "", true)]
    [InlineData(503, "", true)]
    [InlineData(200, "<html>", true)]
    [InlineData(201, "{\"chargeId\":\"another\",\"bookingId\":\"B1\",\"status\":\"booked\",\"bookedAtUs\":1}", true)]
    [InlineData(201, "{\"chargeId\":\"demo-s1-1\",\"bookingId\":null,\"status\":\"booked\",\"bookedAtUs\":1}", true)]
    [InlineData(400, "", false)]
    [InlineData(413, "", false)]
    [InlineData(422, "", false)]
    public async Task Pump_FirstAnswer_IsRepeatedOrFinal(int status, string body, bool repeated)
    {
        var (requests, keys) = (0, new List<string?>());
        await using var server = await ServeAsync(async context =>
        {
            lock (keys)
            {
                keys.Add(context.Request.Headers[IdempotencyKey.Header]);
            }

            var first = Interlocked.Increment(ref requests) == 1;
            context.Response.StatusCode = first ? status : 201;
            context.Response.Headers.RetryAfter = "0";
            await context.Response.WriteAsync(first ? body : Good);
        });
        var outcome = new TaskCompletionSource<ChargeOutcome>();
        var options = new ChargePumpOptions { BillingUrl = server.Urls.First(), ApiKey = "k", BackoffMinMs = 1, BackoffMaxMs = 1 };
        await using var pump = new ChargePump(options, o => outcome.SetResult(o));

        pump.Enqueue(Charges.One());
        var given = await outcome.Task.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(repeated, given is ChargeOutcome.Booked { BookingId: "B1" });
        Assert.Equal(repeated ? 2 : 1, requests);
        Assert.All(keys, k => Assert.Equal("\"demo-s1-1\"", k));
    }

    [Fact]
    public async Task Pump_NoAnswerInTime_IsRepeated()
    {
        var requests = 0;
        await using var server = await ServeAsync(async context =>
        {
            if (Interlocked.Increment(ref requests) == 1)
            {
                var gone = new TaskCompletionSource();
                using var registration = context.RequestAborted.Register(gone.SetResult);
                await gone.Task; // silent until the pump gives up
                return;
            }

            context.Response.StatusCode = 201;
            await context.Response.WriteAsync(Good);
        });
        var outcome = new TaskCompletionSource<ChargeOutcome>();
        var options = new ChargePumpOptions { BillingUrl = server.Urls.First(), ApiKey = "k", RequestTimeoutMs = 100, BackoffMinMs = 1 };
        await using var pump = new ChargePump(options, o => outcome.TrySetResult(o));

        pump.Enqueue(Charges.One());
        var given = await outcome.Task.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.IsType<ChargeOutcome.Booked>(given);
        Assert.True(pump.Status.Failures >= 1);
    }

    private static async Task<WebApplication> ServeAsync(RequestDelegate handle)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(handle);
        await app.StartAsync();
        return app;
    }
}
