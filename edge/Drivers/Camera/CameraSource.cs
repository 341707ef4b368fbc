namespace O4O.Edge.Drivers.Camera;

/// <summary>A place that pictures come from, as people write it. Its text never shows a password.</summary>
public sealed class CameraSource
{
    private static readonly string[] Schemes = ["rtsp", "rtsps", "http", "https", "tcp", "udp", "rtp", "srt", "rtmp"];

    private CameraSource(CameraSourceKind kind, string address, string shown)
    {
        Kind = kind;
        Address = address;
        Shown = shown;
    }

    public CameraSourceKind Kind { get; }

    /// <summary>Whether it goes on without us: frames that nobody takes in time are dropped.</summary>
    public bool IsLive => Kind is CameraSourceKind.Device or CameraSourceKind.Network;

    /// <summary>What is opened; may hold a password.</summary>
    internal string Address { get; }

    /// <summary>The address of what a web server gives; null for any other source.</summary>
    public Uri? WebAddress =>
        Kind == CameraSourceKind.Network && Address.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? new Uri(Address) : null;

    private string Shown { get; }

    /// <summary>Reads a file name, a folder, a device or a URL.</summary>
    /// <exception cref="CameraException">It is none of them.</exception>
    public static CameraSource Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        int colon = text.IndexOf("://", StringComparison.Ordinal);
        if (colon > 0)
        {
            string scheme = text[..colon].ToLowerInvariant();
            if (!Schemes.Contains(scheme)) throw new CameraException($"{text}: streams can be {string.Join(", ", Schemes)}, not {scheme}");
            return text.Length > colon + 3 && Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
                ? new CameraSource(CameraSourceKind.Network, text, Hide(text, url))
                : throw new CameraException($"{text}: not a URL");
        }
        if (Directory.Exists(text)) return new CameraSource(CameraSourceKind.Folder, Path.GetFullPath(text), text);
        if (text.StartsWith("/dev/", StringComparison.Ordinal)) return new CameraSource(CameraSourceKind.Device, text, text);
        return File.Exists(text)
            ? new CameraSource(CameraSourceKind.File, Path.GetFullPath(text), text)
            : throw new CameraException($"{text}: there is no such file or folder, and it is no URL");
    }

    /// <summary>A copy of what is there, in a file; still called what it was.</summary>
    public CameraSource AsFile(string copy) => new(CameraSourceKind.File, Path.GetFullPath(copy), Shown);

    /// <summary>Takes the address, which may hold a password, out of somebody else's text.</summary>
    internal string Redact(string text) => text.Replace(Address, Shown, StringComparison.Ordinal);

    public override string ToString() => Shown;

    private static string Hide(string text, Uri url) =>
        url.UserInfo.Length == 0 ? text : text.Replace(url.UserInfo + "@", "…@", StringComparison.Ordinal);
}
