using System.Security.Cryptography;

namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>Brings a model's file from where its manifest says.</summary>
internal static class ModelDownload
{
    /// <summary>A larger model is neither downloaded nor read: it would not run on the edge's cores.</summary>
    public const long BytesMax = 512L * 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Downloads, checks the digest and only then gives the file its name.</summary>
    public static void Fetch(Uri url, string sha256, string file)
    {
        string part = $"{file}.{Guid.NewGuid():N}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            string found = Copy(url, part);
            if (!string.Equals(found, sha256, StringComparison.OrdinalIgnoreCase))
                throw new ModelException($"{url}: what is there has the SHA-256 {found}, not {sha256.ToLowerInvariant()} as the manifest says");
            File.Move(part, file, overwrite: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            throw new ModelException($"{url}: could not be downloaded: {e.Message}", e);
        }
        finally
        {
            if (File.Exists(part)) File.Delete(part);
        }
    }

    private static string Copy(Uri url, string part)
    {
        using var client = new HttpClient { Timeout = Limit };
        using HttpResponseMessage answer = client.Send(new HttpRequestMessage(HttpMethod.Get, url), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        using Stream from = answer.Content.ReadAsStream();
        using FileStream to = File.Create(part);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            bytes += read;
            if (bytes > BytesMax) throw new ModelException($"{url}: more than the limit of {BytesMax} bytes");
            to.Write(buffer, 0, read);
            hash.AppendData(buffer, 0, read);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
