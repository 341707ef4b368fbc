using System.Text.Json;

namespace O4O.Simulator.Import;

/// <summary>When a document's contents were sensed, and when they arrived; microseconds since 1970.</summary>
/// <param name="OriginUs">The header's <c>t_origin</c>, the sensor's own time.</param>
/// <param name="LogUs">
/// Arrival: <c>date_time</c> (when the database took it), else the header's <c>t_issue</c>, else the origin; only what lies
/// between the origin and a minute after it is believed.
/// </param>
internal readonly record struct DocumentTimes(long OriginUs, long LogUs)
{
    private const long DelayMaxUs = 60_000_000;

    /// <summary>1980 to 2100: anything else is a clock that was never set.</summary>
    private const long EarliestUs = 315_532_800_000_000, LatestUs = 4_102_444_800_000_000;

    /// <summary>Reads the times of one document; false, with the reason, when it does not say when it was sensed.</summary>
    public static bool TryRead(JsonElement root, out DocumentTimes times, out string error)
    {
        error = "";
        times = default;
        JsonElement header = MongoJson.At(root, "document", "header");
        if (MongoJson.TimeUs(MongoJson.At(header, "t_origin")) is not { } origin)
        {
            error = "document.header.t_origin is missing or no time";
            return false;
        }
        if (origin is < EarliestUs or > LatestUs)
        {
            error = "document.header.t_origin is not between the years 1980 and 2100";
            return false;
        }
        long? log = Plausible(MongoJson.TimeUs(MongoJson.At(root, "date_time")), origin)
            ?? Plausible(MongoJson.TimeUs(MongoJson.At(header, "t_issue")), origin);
        times = new DocumentTimes(origin, log ?? origin);
        return true;
    }

    private static long? Plausible(long? timeUs, long originUs) => timeUs is { } t && t >= originUs && t - originUs <= DelayMaxUs ? t : null;
}
