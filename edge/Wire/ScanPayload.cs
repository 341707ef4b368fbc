using System.Text.Json;
using System.Text.Json.Serialization;
using O4O.Edge.Store.Facts;

namespace O4O.Edge.Wire;

/// <summary>A code shown to a gate, on the wire: JSON <c>{"bootEpoch":1,"sequence":7,"deviceTimeUs":0,"code":"…"}</c>.</summary>
public static class ScanPayload
{
    /// <summary>A code longer than this is no code of ours.</summary>
    public const int CodeCharsMax = 2048;
    public const int BytesMax = 4096;

    public static byte[] Write(GateScan scan) => JsonSerializer.SerializeToUtf8Bytes(
        new ScanDto(scan.Mark.BootEpoch, scan.Mark.Sequence, scan.Mark.TimeUs, scan.Code), WireJson.Default.ScanDto);

    /// <summary>Reads a scan; false, with the reason, when it is not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, out GateScan scan, out string error)
    {
        scan = new GateScan(default, "");
        error = "";
        if (from.Length > BytesMax)
        {
            error = "longer than a scan may be";
            return false;
        }
        try
        {
            ScanDto? dto = JsonSerializer.Deserialize(from, WireJson.Default.ScanDto);
            if (dto is null || dto.Code is null || dto.Code.Length is 0 or > CodeCharsMax)
            {
                error = "no code, or one of absurd length";
                return false;
            }
            scan = new GateScan(new DeviceMark(dto.BootEpoch, dto.Sequence, dto.DeviceTimeUs), dto.Code);
            return true;
        }
        catch (JsonException e)
        {
            error = "not JSON of a scan: " + e.Message;
            return false;
        }
    }
}

internal sealed record ScanDto(
    [property: JsonRequired] uint BootEpoch, [property: JsonRequired] uint Sequence,
    [property: JsonRequired] long DeviceTimeUs, [property: JsonRequired] string Code);
