using System.Globalization;
using System.Net.Http.Headers;
using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Agent;

/// <summary>Posts one charge once. Everything that can go wrong on the way is a reason to try again, not an exception.</summary>
internal sealed class BillingClient : IDisposable
{
    /// <summary>Billing's answers are a few hundred bytes; anything longer is somebody else's page.</summary>
    private const int AnswerBytesMax = 64 * 1024;

    private readonly HttpClient http;
    private readonly Uri charges;
    private readonly ChargePumpOptions options;
    private readonly TimeProvider time;

    public BillingClient(ChargePumpOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        charges = new Uri(options.BillingUrl.TrimEnd('/') + "/v1/charges");
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = options.MaxInFlight,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), // billing may move to another address
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // each request has its own limit
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
    }

    /// <exception cref="OperationCanceledException">Only when <paramref name="stop"/> asks for it.</exception>
    public async Task<Attempt> PostAsync(string chargeId, byte[] body, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.RequestTimeoutMs), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, charges);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
            request.Headers.TryAddWithoutValidation(IdempotencyKey.Header, IdempotencyKey.Format(chargeId));
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(ChargeCloudEvent.MediaType);
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            var answer = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            var replayed = response.Headers.TryGetValues(IdempotencyKey.ReplayedHeader, out var values) && values.Contains("true");
            return Attempt.Judge(chargeId, (int)response.StatusCode, replayed, answer, RetryAfter(response));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Attempt.Again(string.Create(
                CultureInfo.InvariantCulture, $"no answer within {options.RequestTimeoutMs} ms from {options.BillingUrl}"));
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !stop.IsCancellationRequested)
        {
            return Attempt.Again($"{options.BillingUrl}: {e.Message}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // A connection torn by our own stop shows either way; the charge stays pending.
            throw new OperationCanceledException(e.Message, e, stop);
        }
    }

    public void Dispose() => http.Dispose();

    private TimeSpan RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        var max = TimeSpan.FromMilliseconds(options.RetryAfterMaxMs);
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked > max ? max : asked;
    }
}
