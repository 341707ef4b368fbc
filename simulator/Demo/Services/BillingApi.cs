using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace O4O.Simulator.Demo.Services;

/// <summary>Asks a running billing service about one store, with that store's key. Fails as <see cref="EdgeApi"/> does.</summary>
public sealed class BillingApi : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _store;

    public BillingApi(Uri address, string store, string apiKey)
    {
        _store = store;
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    public async Task<BillingTotals> TotalsAsync(CancellationToken cancel) =>
        await GetAsync<BillingTotals>($"/v1/totals?store={_store}", cancel).ConfigureAwait(false);

    /// <summary>Every charge in the books, in the order of booking.</summary>
    public async Task<IReadOnlyList<BilledCharge>> ChargesAsync(CancellationToken cancel)
    {
        var all = new List<BilledCharge>();
        for (string? next = ""; next is not null;)
        {
            string after = next.Length == 0 ? "" : $"&after={next}";
            ChargePage page = await GetAsync<ChargePage>($"/v1/charges?store={_store}&limit=500{after}", cancel).ConfigureAwait(false);
            all.AddRange(page.Charges);
            next = page.Next;
        }
        return all;
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string path, CancellationToken cancel) =>
        await _http.GetFromJsonAsync<T>(new Uri(path, UriKind.Relative), JsonSerializerOptions.Web, cancel).ConfigureAwait(false)
        ?? throw new InvalidDataException($"{path} answered null");

    private sealed record ChargePage(IReadOnlyList<BilledCharge> Charges, string? Next);
}
