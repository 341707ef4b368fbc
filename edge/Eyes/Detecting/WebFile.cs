using O4O.Edge.Drivers.Camera;

namespace O4O.Edge.Eyes.Detecting;

/// <summary>
/// Tells a video that a web server holds whole from a stream that goes on: the first has a length. It is brought here before it is
/// read, since not every server lets a reader jump in it, and a file that was read in part must not look like a whole one.
/// </summary>
internal sealed class WebFile : IDisposable
{
    private const long BytesMax = 8L * 1024 * 1024 * 1024;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3), FileLimit = TimeSpan.FromMinutes(30);
    private readonly string? _copy;

    /// <summary>Asks the server, and brings the file when there is one. A server that gives no answer is left to the camera, which tries again.</summary>
    /// <exception cref="CameraException">The file could not be brought.</exception>
    public WebFile(CameraSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = source;
        if (source.WebAddress is not { } url || url.AbsolutePath.EndsWith(".m3u8", StringComparison.OrdinalIgnoreCase) || !HasLength(url)) return;
        _copy = Path.GetTempFileName();
        try
        {
            Bring(url, _copy);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            Dispose();
            throw new CameraException($"{source}: could not be brought here: {e.Message}", e);
        }
        Source = source.AsFile(_copy);
    }

    /// <summary>What is to be read.</summary>
    public CameraSource Source { get; }

    public void Dispose()
    {
        if (_copy is not null) File.Delete(_copy);
    }

    private static bool HasLength(Uri url)
    {
        try
        {
            using var client = new HttpClient { Timeout = AnswerLimit };
            using HttpResponseMessage answer = client.Send(new HttpRequestMessage(HttpMethod.Head, url), HttpCompletionOption.ResponseHeadersRead);
            return answer.IsSuccessStatusCode && answer.Content.Headers.ContentLength > 0;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private static void Bring(Uri url, string file)
    {
        using var client = new HttpClient { Timeout = FileLimit };
        using HttpResponseMessage answer = client.Send(new HttpRequestMessage(HttpMethod.Get, url), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        if (answer.Content.Headers.ContentLength is not { } length || length > BytesMax) throw new IOException($"no length, or more than the limit of {BytesMax} bytes");
        using Stream from = answer.Content.ReadAsStream();
        using FileStream to = File.Create(file);
        from.CopyTo(to);
        if (to.Length != length) throw new IOException($"{to.Length} of {length} bytes came");
    }
}
