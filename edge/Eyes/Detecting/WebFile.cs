using O4O.Edge.Drivers.Camera;

namespace O4O.Edge.Eyes.Detecting;

/// <summary>Tells a video that a web server holds whole from a stream that goes on: the first has a length.</summary>
internal static class WebFile
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>The source, as a file when it is one. A server that gives no answer is left to the camera, which tries again.</summary>
    public static CameraSource Resolve(CameraSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.WebAddress is not { } url || url.AbsolutePath.EndsWith(".m3u8", StringComparison.OrdinalIgnoreCase)) return source;
        try
        {
            using var client = new HttpClient { Timeout = Limit };
            using HttpResponseMessage answer = client.Send(new HttpRequestMessage(HttpMethod.Head, url), HttpCompletionOption.ResponseHeadersRead);
            return answer.IsSuccessStatusCode && answer.Content.Headers.ContentLength > 0 ? source.AsFile() : source;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return source;
        }
    }
}
