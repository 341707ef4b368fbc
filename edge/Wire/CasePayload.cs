using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.Edge.Wire;

/// <summary>
/// A person will look at a visit: the edge asks whoever has pictures of one of its doubts to send them, as JSON. Asked several
/// times, for those who did not hear it; who is named has been heard.
/// </summary>
/// <param name="Case">The case: the visit's id.</param>
/// <param name="Doubt">Which of its doubts.</param>
/// <param name="Shelf">The shelf's device; of a doubt about a person the camera's that saw them.</param>
/// <param name="FromUs">Where it begins, store time, Unix µs.</param>
/// <param name="ToUs">Where it ends.</param>
/// <param name="Have">Cameras whose pictures are here already.</param>
public sealed record CasePayload(
    [property: JsonRequired] string Case, [property: JsonRequired] long Doubt, [property: JsonRequired] string Shelf,
    [property: JsonRequired] long FromUs, [property: JsonRequired] long ToUs, [property: JsonRequired] IReadOnlyList<string> Have)
{
    /// <summary>Letters of a case's id.</summary>
    public const int CaseCharsMax = 64;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Default.CasePayload);

    /// <summary>Whether a text can be a case's id: 1 to 64 of A-Z, a-z, 0-9, '-' and '_'.</summary>
    public static bool IsCase(string? text)
    {
        if (text is not { Length: > 0 and <= CaseCharsMax }) return false;
        foreach (char c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
        return true;
    }

    /// <summary>Reads a message; null when it is not one.</summary>
    public static CasePayload? Read(ReadOnlySpan<byte> from)
    {
        try
        {
            return JsonSerializer.Deserialize(from, WireJson.Default.CasePayload) is { Shelf: not null, Have: not null } asked
                && IsCase(asked.Case) && asked.FromUs <= asked.ToUs ? asked : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
