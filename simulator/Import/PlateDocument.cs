using System.Buffers.Binary;
using System.Text.Json;
using O4O.Edge.Wire;

namespace O4O.Simulator.Import;

/// <summary>Weights of one gondola over some samples: one document of <c>plate_data.json</c>. Made once and read into again.</summary>
internal sealed class PlateDocument
{
    /// <summary>No gondola has more shelves.</summary>
    private const int ShelvesMax = 64;
    private byte[] _data = [];

    public DocumentTimes Times { get; private set; }
    public int Gondola { get; private set; }
    public int SamplePeriodUs { get; private set; }
    public int Samples { get; private set; }

    /// <summary>Shelf numbers go from 1 to below this; index 0 stands for nothing.</summary>
    public int ShelfEnd { get; private set; }

    /// <summary>Plate numbers go from 1 to below this.</summary>
    public int PlateEnd { get; private set; }

    /// <summary>Time that the samples cover, one period each, microseconds.</summary>
    public long SpanUs => (long)Samples * SamplePeriodUs;

    /// <summary>
    /// Time of the first sample, microseconds. The origin is the middle of the samples: twelve samples at 60 Hz last
    /// 183 ms from first to last, and all gondolas issue a message 94 ms after its origin at the earliest. Were the origin
    /// the first sample, the last would lie 89 ms after the message that holds it; as the middle, it lies 2 ms before.
    /// </summary>
    public long FirstSampleUs => Times.OriginUs - (long)SamplePeriodUs * (Samples - 1) / 2;

    /// <summary>Grams; NaN where the plate gave none or does not exist.</summary>
    public float Grams(int sample, int shelf, int plate) => BinaryPrimitives.ReadSingleLittleEndian(
        _data.AsSpan(4 * (((sample * ShelfEnd) + shelf) * PlateEnd + plate)));

    /// <summary>Reads one document; false, with the reason, when it is malformed.</summary>
    public bool TryRead(JsonElement root, out string error)
    {
        if (!DocumentTimes.TryRead(root, out DocumentTimes times, out error)) return false;
        Times = times;
        JsonElement plates = MongoJson.At(root, "document", "plate_data");
        if (plates.ValueKind != JsonValueKind.Object) return Refuse(out error, "document.plate_data is missing");
        if (MongoJson.Whole(MongoJson.At(plates, "plate_id", "shelf_id", "gondola_id", "id")) is not ({ } gondola and >= 0))
            return Refuse(out error, "plate_id.shelf_id.gondola_id.id is no number from 0");
        if (MongoJson.Whole(MongoJson.At(plates, "plate_id", "shelf_id", "shelf_index")) != 0)
            return Refuse(out error, "plate_id.shelf_id.shelf_index is given: only messages of whole gondolas are known");
        if (MongoJson.Number(MongoJson.At(plates, "freq_samp")) is not ({ } hertz and >= 1 and <= 2000))
            return Refuse(out error, "freq_samp is not between 1 and 2000 Hz");
        (Gondola, SamplePeriodUs) = (gondola, (int)Math.Round(1e6 / hertz));
        return TryReadValues(MongoJson.At(plates, "values"), out error);
    }

    private bool TryReadValues(JsonElement values, out string error)
    {
        string? type = MongoJson.Text(MongoJson.At(values, "type"));
        if (type is not (null or "DATATYPE_FLOAT32")) return Refuse(out error, $"values.type is {type}, not DATATYPE_FLOAT32");
        JsonElement shape = MongoJson.At(values, "shape");
        if (shape.ValueKind != JsonValueKind.Array || shape.GetArrayLength() != 3)
            return Refuse(out error, "values.shape is not [samples, shelves + 1, plates + 1]");
        (int samples, int shelves, int plates) = (
            MongoJson.Whole(shape[0]) ?? 0, MongoJson.Whole(shape[1]) ?? 0, MongoJson.Whole(shape[2]) ?? 0);
        if (samples is < 1 or > WeightsPayload.SamplesMax || shelves is < 1 or > ShelvesMax || plates is < 1 or > WeightsPayload.PlatesMax + 1)
        {
            return Refuse(out error, $"values.shape [{samples}, {shelves}, {plates}] is out of range (at most "
                + $"{WeightsPayload.SamplesMax} samples, {ShelvesMax - 1} shelves, {WeightsPayload.PlatesMax} plates)");
        }
        JsonElement data = MongoJson.At(values, "data");
        if (data.ValueKind != JsonValueKind.String || !data.TryGetBytesFromBase64(out byte[]? bytes))
            return Refuse(out error, "values.data is no base64 text");
        if (bytes.Length != 4 * samples * shelves * plates)
            return Refuse(out error, $"values.data holds {bytes.Length} bytes, but its shape asks for {4 * samples * shelves * plates}");
        (Samples, ShelfEnd, PlateEnd, _data) = (samples, shelves, plates, bytes);
        error = "";
        return true;
    }

    private static bool Refuse(out string error, string why)
    {
        error = why;
        return false;
    }
}
