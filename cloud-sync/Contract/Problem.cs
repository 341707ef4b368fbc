using System.Text.Json;

namespace O4O.CloudSync.Contract;

/// <summary>An error as RFC 9457 (problem details for HTTP) has it.</summary>
/// <param name="Type">One of <see cref="ProblemTypes"/>.</param>
/// <param name="Title">The same for every problem of this type.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What is wrong this time, for a person.</param>
/// <param name="Field">JSON path, header or query parameter that is wrong; null when it is none in particular.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail, string? Field = null)
{
    /// <summary>Media type of the body.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>UTF-8 JSON.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, ContractJson.Relaxed.Problem);

    /// <summary>Reads a problem; null when the bytes are something else.</summary>
    public static Problem? FromUtf8(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, ContractJson.Relaxed.Problem);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
