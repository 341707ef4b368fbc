using System.Text.Json;
using System.Text.Json.Serialization;

namespace O4O.Edge.Wire;

/// <summary>
/// The edge's word that something at a shelf is in doubt, as JSON: whoever has pictures of it in memory holds them for so long, and
/// no longer. Said again while the doubt lasts; with nothing to keep (0) it is gone. No reason to write anything anywhere.
/// </summary>
/// <param name="Doubt">Its number: that of the weight change; below 0 where no shelf took part.</param>
/// <param name="Shelf">The shelf's device, <c>shelf-{gondola}-{shelf}</c>; of a doubt about a person the camera's that saw them.</param>
/// <param name="FromUs">Where it begins, store time, Unix µs.</param>
/// <param name="ToUs">Where it ends; may lie ahead.</param>
/// <param name="KeepMs">How long from now, ms; 0 lets go.</param>
public sealed record DoubtPayload(
    [property: JsonRequired] long Doubt, [property: JsonRequired] string Shelf, [property: JsonRequired] long FromUs,
    [property: JsonRequired] long ToUs, [property: JsonRequired] int KeepMs)
{
    /// <summary>Nothing is held for longer than this without being told again, ms.</summary>
    public const int KeepMsMax = 600_000;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Default.DoubtPayload);

    /// <summary>Reads a message; null when it is not one.</summary>
    public static DoubtPayload? Read(ReadOnlySpan<byte> from)
    {
        try
        {
            return JsonSerializer.Deserialize(from, WireJson.Default.DoubtPayload) is { Shelf: not null, KeepMs: >= 0 and <= KeepMsMax } doubt && doubt.FromUs <= doubt.ToUs ? doubt : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
