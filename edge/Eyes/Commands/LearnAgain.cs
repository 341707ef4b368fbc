using System.Net;
using System.Text.Json;

namespace O4O.Edge.Eyes.Commands;

/// <summary>Says to the edge that a camera was moved on purpose; the edge tells the eyes, wherever they run.</summary>
internal static class LearnAgain
{
    public const string DefaultEdge = "http://127.0.0.1:5090";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The exit code: 0 when the camera is being told.</summary>
    /// <exception cref="ArgumentException">The edge cannot be asked, or says no; the message says why.</exception>
    public static int Say(string camera, string address, TextWriter to, CancellationToken stop)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? edge) || edge.Scheme is not ("http" or "https")) throw new ArgumentException($"--edge must be an address like {DefaultEdge}, but is {address}");
        using var http = new HttpClient { Timeout = Limit };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(edge, $"/api/cameras/{Uri.EscapeDataString(camera)}/learn-again"));
        request.Headers.Add("X-O4O-Operator", "eyes");
        try
        {
            using HttpResponseMessage answer = http.Send(request, stop);
            if (answer.StatusCode != HttpStatusCode.Accepted) throw new ArgumentException($"{address}: {Reason(answer)}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            throw new ArgumentException($"{address}: the edge does not answer ({e.Message}); is it running, and is --edge its address?", e);
        }
        to.WriteLine($"{camera} is told that it was moved on purpose; it is well again when it has learnt its view, after a second or two");
        return 0;
    }

    private static string Reason(HttpResponseMessage answer)
    {
        try
        {
            using var body = JsonDocument.Parse(answer.Content.ReadAsStream());
            if (body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("detail", out JsonElement detail)) return detail.ToString();
        }
        catch (JsonException)
        {
            // No edge of ours answered: its status is all that there is to say.
        }
        return $"answered {(int)answer.StatusCode} {answer.ReasonPhrase}";
    }
}
