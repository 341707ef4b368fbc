using System.Globalization;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;

namespace O4O.Simulator.Demo.Services;

/// <summary>
/// Asks a running edge. Every question has a limit of some seconds; an edge that does not answer is
/// <see cref="HttpRequestException"/> or <see cref="TaskCanceledException"/>.
/// </summary>
public sealed class EdgeApi(Uri address) : IDisposable
{
    private const int PageMax = 100;
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>The page with the live floor.</summary>
    public Uri Floor => address;

    /// <summary>The page with one shopper's live cart.</summary>
    public Uri Cart(string session) => new(address, $"/cart.html?session={session}");

    public async Task<EdgeState> StateAsync(CancellationToken cancel) => await GetAsync<EdgeState>("/api/state", cancel).ConfigureAwait(false);

    /// <summary>Every settled visit, oldest first.</summary>
    public async Task<IReadOnlyList<EdgeSession>> TripsAsync(CancellationToken cancel)
    {
        var all = new List<EdgeSession>();
        while (true)
        {
            long after = all.Count == 0 ? 0 : all[^1].Ordinal ?? throw new InvalidDataException("a settled visit without ordinal");
            string path = string.Create(CultureInfo.InvariantCulture, $"/api/trips?after={after}&limit={PageMax}");
            IReadOnlyList<EdgeSession> page = (await GetAsync<TripPage>(path, cancel).ConfigureAwait(false)).Trips;
            if (page.Count == 0) return all;
            if (page[0].Ordinal is not { } first || first <= after) throw new InvalidDataException($"{path} answered with ordinal {page[0].Ordinal}");
            all.AddRange(page);
        }
    }

    /// <summary>The answer to any other question, as text: for what has no shape here.</summary>
    public async Task<string> TextAsync(string path, CancellationToken cancel) =>
        await _http.GetStringAsync(new Uri(path, UriKind.Relative), cancel).ConfigureAwait(false);

    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string path, CancellationToken cancel) =>
        await _http.GetFromJsonAsync<T>(new Uri(path, UriKind.Relative), JsonSerializerOptions.Web, cancel).ConfigureAwait(false)
        ?? throw new InvalidDataException($"{path} answered null");

    private sealed record TripPage(IReadOnlyList<EdgeSession> Trips);
}
