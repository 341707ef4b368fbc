using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using O4O.CloudSync.Billing;
using O4O.CloudSync.Billing.Ledger;
using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Tests.Billing;

/// <summary>The real service on a free loopback port over a real SQLite file, and a client that speaks to it.</summary>
internal sealed class LiveBilling : IAsyncDisposable
{
    public const string Key = "demo-key-0123456789abcdef";
    public const string OtherKey = "other-key-0123456789abcdef";

    private readonly TemporaryFolder folder = new();
    private readonly BillingService service;
    private readonly HttpClient http = new();

    private LiveBilling(BillingLimits limits, string listen)
    {
        var settings = new BillingSettings
        {
            Listen = listen,
            Stores = [new StoreSettings { Id = "demo", ApiKey = Key }, new StoreSettings { Id = "other", ApiKey = OtherKey }],
            Limits = limits,
        };
        DatabasePath = folder.File("billing.db");
        service = new BillingService(settings, DatabasePath, TextWriter.Null);
    }

    public string DatabasePath { get; }

    public string Address => service.Address;

    public static async Task<LiveBilling> StartAsync(BillingLimits? limits = null, string listen = "http://127.0.0.1:0")
    {
        var billing = new LiveBilling(limits ?? new BillingLimits(), listen);
        await billing.service.StartAsync();
        return billing;
    }

    public Task<HttpResponseMessage> PostAsync(ChargeEvent charge, string key = Key) =>
        PostAsync(ChargeCloudEvent.Write(charge), IdempotencyKey.Format(charge.ChargeId), key);

    public Task<HttpResponseMessage> PostAsync(byte[] body, string? idempotencyKey, string? key = Key, bool chunked = false) =>
        PostAsync(http, Address, body, idempotencyKey, key, chunked);

    public static async Task<HttpResponseMessage> PostAsync(
        HttpClient http, string address, byte[] body, string? idempotencyKey, string? key = Key, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address + "/v1/charges");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ChargeCloudEvent.MediaType);
        request.Headers.TransferEncodingChunked = chunked;
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation(IdempotencyKey.Header, idempotencyKey);
        }

        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return await http.SendAsync(request);
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path, string? key = Key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address + path);
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonNode>());
    }

    public StoreTotals Totals(string storeId = "demo") => new LedgerReader(new BillingDatabase(DatabasePath)).Totals(storeId);

    /// <summary>One figure straight from the file.</summary>
    public static long Scalar(string databasePath, string sql)
    {
        using var connection = new BillingDatabase(databasePath).Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await service.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}
