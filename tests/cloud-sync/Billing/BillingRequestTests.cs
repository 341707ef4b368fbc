using System.Net;
using System.Net.Http.Json;
using System.Text;
using O4O.CloudSync.Billing;
using O4O.CloudSync.Contract;
using O4O.CloudSync.Tests.Contract;

namespace O4O.CloudSync.Tests.Billing;

[Trait("Needs", "socket")]
public sealed class BillingRequestTests
{
    [Fact]
    public async Task Post_NewCharge_IsBookedAndReadableEverywhere()
    {
        await using var billing = await LiveBilling.StartAsync();
        var charge = Charges.One();

        using var response = await billing.PostAsync(charge);
        var answer = ChargeAnswer.FromUtf8(await response.Content.ReadAsByteArrayAsync());
        var (_, one) = await billing.GetAsync("/v1/charges/" + charge.ChargeId);
        var (_, totals) = await billing.GetAsync("/v1/totals?store=demo");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.False(response.Headers.Contains(IdempotencyKey.ReplayedHeader));
        Assert.Equal((charge.ChargeId, "B000000000001", "booked"), (answer!.ChargeId, answer.BookingId, answer.Status));
        Assert.Equal("초코파이 \"정\"", (string?)one!["lines"]![1]!["name"]);
        Assert.Equal(answer.BookedAtUs, (long)one["bookedAtUs"]!);
        Assert.Equal(
            """{"store":"demo","count":1,"totalMinor":{"KRW":7200},"lines":2,"units":3,"ledgerSumMinor":0}""",
            totals!.ToJsonString());
        Assert.Equal(7200, LiveBilling.Scalar(
            billing.DatabasePath, "SELECT sum(amount_minor) FROM ledger_entries WHERE account = 'receivable:p-7'"));
        Assert.Equal(-7200, LiveBilling.Scalar(
            billing.DatabasePath, "SELECT sum(amount_minor) FROM ledger_entries WHERE account = 'sales:demo'"));
    }

    [Fact]
    public async Task Post_SameKeySameCharge_GivesTheFirstAnswerByteForByte()
    {
        await using var billing = await LiveBilling.StartAsync();
        var spaced = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(ChargeCloudEvent.Write(Charges.One())).Replace(",", " , ", StringComparison.Ordinal));

        using var first = await billing.PostAsync(Charges.One());
        using var again = await billing.PostAsync(Charges.One());
        using var respaced = await billing.PostAsync(spaced, "demo-s1-1");

        var firstBody = await first.Content.ReadAsStringAsync();
        foreach (var repeat in new[] { again, respaced })
        {
            Assert.Equal(HttpStatusCode.Created, repeat.StatusCode);
            Assert.Equal(["true"], repeat.Headers.GetValues(IdempotencyKey.ReplayedHeader));
            Assert.Equal(firstBody, await repeat.Content.ReadAsStringAsync());
        }

        Assert.Equal(1, billing.Totals().Count);
    }

    [Fact]
    public async Task Post_SameKeyOtherCharge_Is422AndBooksNothing()
    {
        await using var billing = await LiveBilling.StartAsync();
        using var first = await billing.PostAsync(Charges.One());

        using var other = await billing.PostAsync(Charges.One(quantity: 3));
        using var otherStore = await billing.PostAsync(Charges.One(storeId: "other"), LiveBilling.OtherKey);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, otherStore.StatusCode);
        Assert.Equal(Problem.MediaType, other.Content.Headers.ContentType!.MediaType);
        Assert.Equal(ProblemTypes.KeyReused, Problem.FromUtf8(await other.Content.ReadAsByteArrayAsync())!.Type);
        Assert.Equal(7200, billing.Totals().TotalMinor["KRW"]);
        Assert.Equal(0, billing.Totals("other").Count);
    }

    [Fact]
    public async Task Post_FiftyAtOnceWithOneKey_BooksOnce()
    {
        await using var billing = await LiveBilling.StartAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => billing.PostAsync(Charges.One())));

        var bodies = await Task.WhenAll(responses.Select(r => r.Content.ReadAsStringAsync()));
        Assert.All(responses, r => Assert.Equal(HttpStatusCode.Created, r.StatusCode));
        Assert.Single(bodies.Distinct());
        Assert.Equal(49, responses.Count(r => r.Headers.Contains(IdempotencyKey.ReplayedHeader)));
        Assert.Equal(1, billing.Totals().Count);
        Assert.Equal(2, LiveBilling.Scalar(billing.DatabasePath, "SELECT count(*) FROM ledger_entries"));
    }

    [Theory]
    [InlineData(null, LiveBilling.Key, 400, ProblemTypes.BadRequest, "Idempotency-Key")]
    [InlineData("", LiveBilling.Key, 400, ProblemTypes.BadRequest, "Idempotency-Key")]
    [InlineData("another", LiveBilling.Key, 400, ProblemTypes.BadRequest, "Idempotency-Key")]
    [InlineData("demo-s1-1", null, 401, ProblemTypes.Unauthorized, "Authorization")]
    [InlineData("demo-s1-1", "wrong-key-0123456789abcdef", 401, ProblemTypes.Unauthorized, "Authorization")]
    [InlineData("demo-s1-1", LiveBilling.OtherKey, 403, ProblemTypes.WrongStore, "$.data.storeId")]
    public async Task Post_WrongKeys_AreRefusedAndBookNothing(string? idempotencyKey, string? key, int status, string type, string field)
    {
        await using var billing = await LiveBilling.StartAsync();

        using var response = await billing.PostAsync(ChargeCloudEvent.Write(Charges.One()), idempotencyKey, key);

        var problem = Problem.FromUtf8(await response.Content.ReadAsByteArrayAsync())!;
        Assert.Equal((status, type, field), ((int)response.StatusCode, problem.Type, problem.Field));
        Assert.Equal(0, billing.Totals().Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_BodyOverTheLimit_Is413WhetherAnnouncedOrNot(bool chunked)
    {
        await using var billing = await LiveBilling.StartAsync(new BillingLimits { BodyBytesMax = 1_024 });

        using var response = await billing.PostAsync(new byte[40_000], "k", chunked: chunked);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(ProblemTypes.TooLarge, Problem.FromUtf8(await response.Content.ReadAsByteArrayAsync())!.Type);
    }

    [Theory]
    [InlineData("{", "$")]
    [InlineData("{\"specversion\":\"1.0\",\"type\":\"app.o4o.charge.due.v1\",\"data\":{}}", "$.data.chargeId")]
    public async Task Post_MalformedBody_Is400WithTheField(string body, string field)
    {
        await using var billing = await LiveBilling.StartAsync();

        using var response = await billing.PostAsync(Encoding.UTF8.GetBytes(body), "k");

        var problem = Problem.FromUtf8(await response.Content.ReadAsByteArrayAsync())!;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal((ProblemTypes.MalformedCharge, field), (problem.Type, problem.Field));
    }

    [Fact]
    public async Task Post_OtherMediaType_Is415()
    {
        await using var billing = await LiveBilling.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, billing.Address + "/v1/charges");
        request.Headers.Add("Authorization", "Bearer " + LiveBilling.Key);
        request.Headers.Add(IdempotencyKey.Header, "demo-s1-1");
        request.Content = JsonContent.Create(new { });

        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Get_Pages_ShowEachChargeOnceInTheOrderOfBooking()
    {
        await using var billing = await LiveBilling.StartAsync();
        for (var i = 0; i < 7; i++)
        {
            using var posted = await billing.PostAsync(Charges.One($"c-{i}"));
        }

        var seen = new List<string>();
        var after = "";
        do
        {
            var (_, page) = await billing.GetAsync($"/v1/charges?store=demo&limit=3{after}");
            seen.AddRange(page!["charges"]!.AsArray().Select(c => (string)c!["chargeId"]!));
            after = page["next"] is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"c-{i}"), seen);
    }

    [Theory]
    [InlineData("/v1/charges?store=demo", null, 401)]
    [InlineData("/v1/totals?store=demo", null, 401)]
    [InlineData("/v1/charges/demo-s1-1", null, 401)]
    [InlineData("/v1/charges?store=demo", LiveBilling.OtherKey, 403)]
    [InlineData("/v1/totals?store=demo", LiveBilling.OtherKey, 403)]
    [InlineData("/v1/charges/demo-s1-1", LiveBilling.OtherKey, 404)]
    [InlineData("/v1/charges/none", LiveBilling.Key, 404)]
    [InlineData("/v1/charges", LiveBilling.Key, 400)]
    [InlineData("/v1/charges?store=demo&limit=0", LiveBilling.Key, 400)]
    [InlineData("/v1/charges?store=demo&limit=x", LiveBilling.Key, 400)]
    [InlineData("/v1/charges?store=demo&after=7", LiveBilling.Key, 400)]
    [InlineData("/healthz", null, 200)]
    public async Task Get_WithThisKey_GivesThisStatus(string path, string? key, int status)
    {
        await using var billing = await LiveBilling.StartAsync();
        using var posted = await billing.PostAsync(Charges.One());

        var (given, _) = await billing.GetAsync(path, key);

        Assert.Equal(status, (int)given);
    }
}
