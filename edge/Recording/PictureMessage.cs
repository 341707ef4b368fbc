using System.Buffers;

namespace O4O.Edge.Recording;

/// <summary>
/// A picture in a recording: Foxglove's CompressedImage (docs.foxglove.dev, schemas) in Protocol Buffers, so that viewers of recordings show it:
/// <code>
/// 1 timestamp  google.protobuf.Timestamp: 1 seconds, 2 nanos; the device's own time of capture
/// 2 data       the JPEG
/// 3 format     "jpeg"
/// 4 frame_id   the device
/// 1000         who looked at it (<see cref="RecordedEyes"/>), where that does not stand in the file's metadata; viewers pass it over
/// </code>
/// A picture that was looked at and could not be kept leaves one without <c>data</c>: whoever replays must not take the one before it for what
/// was seen.
/// </summary>
public static class PictureMessage
{
    public const string SchemaName = "foxglove.CompressedImage";
    public const string Encoding = "protobuf";

    /// <summary>Longest picture of a live camera, bytes: with the rest it fits the broker's limit of a message.</summary>
    public const int JpegBytesMax = 240_000;

    /// <summary>Longest message on the broker, bytes.</summary>
    public const int BytesMax = JpegBytesMax + 4_096;

    private const int Timestamp = 1, Data = 2, Format = 3, FrameId = 4, Eyes = 1000;

    /// <summary>The schema as MCAP wants it: a FileDescriptorSet of the message's file and those that it imports.</summary>
    public static ReadOnlySpan<byte> Schema => SchemaBytes;

    private static readonly byte[] SchemaBytes = MakeSchema();

    /// <summary>Writes one.</summary>
    /// <param name="to">Emptied first.</param>
    /// <param name="capturedUs">The device's own time of capture, µs, not negative.</param>
    /// <param name="device">Which camera.</param>
    /// <param name="jpeg">The picture; empty where it could not be kept.</param>
    /// <param name="eyes">Who looked, as <see cref="RecordedEyes.ToBytes"/> writes it; empty where the file says so.</param>
    public static void Write(ArrayBufferWriter<byte> to, long capturedUs, string device, ReadOnlySpan<byte> jpeg, ReadOnlySpan<byte> eyes = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentOutOfRangeException.ThrowIfNegative(capturedUs);
        to.ResetWrittenCount();
        ProtoBytes.Numbers(to, Timestamp, (ulong)(capturedUs / 1_000_000), (ulong)(capturedUs % 1_000_000 * 1_000));
        ProtoBytes.Bytes(to, Data, jpeg);
        ProtoBytes.Bytes(to, Format, "jpeg"u8);
        ProtoBytes.Text(to, FrameId, device);
        if (!eyes.IsEmpty) ProtoBytes.Bytes(to, Eyes, eyes);
    }

    /// <summary>Finds the JPEG in one; false, with the reason, when there is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> jpeg, out string error)
    {
        bool read = TryTake(message, out PictureParts picture, out error);
        jpeg = picture.Jpeg;
        if (read && picture.IsMissing) error = "it holds no JPEG";
        return error.Length == 0;
    }

    /// <summary>Takes one apart, also one whose picture could not be kept; false, with the reason, when it is none.</summary>
    public static bool TryTake(ReadOnlySpan<byte> message, out PictureParts picture, out string error)
    {
        ReadOnlySpan<byte> jpeg = default, device = default, eyes = default, time = default;
        bool isJpeg = false;
        while (ProtoBytes.TryNext(ref message, out int field, out _, out ReadOnlySpan<byte> bytes))
        {
            if (field == Timestamp) time = bytes;
            if (field == Data) jpeg = bytes;
            if (field == Format) isJpeg = bytes.SequenceEqual("jpeg"u8);
            if (field == FrameId) device = bytes;
            if (field == Eyes) eyes = bytes;
        }
        error = !message.IsEmpty ? "it is no message of a picture" : isJpeg ? "" : "it holds no JPEG";
        picture = error.Length == 0 ? new PictureParts(Captured(time), device, jpeg, eyes) : default;
        return error.Length == 0;
    }

    /// <summary>A timestamp's microseconds; 0 for one that is absurd.</summary>
    private static long Captured(ReadOnlySpan<byte> time)
    {
        ulong seconds = 0, nanos = 0;
        while (ProtoBytes.TryNext(ref time, out int field, out ulong number, out _))
        {
            if (field == 1) seconds = number;
            if (field == 2) nanos = number;
        }
        return seconds < long.MaxValue / 1_000_000 - 1 && nanos < 1_000_000_000 ? (long)(seconds * 1_000_000 + nanos / 1_000) : 0;
    }

    private static byte[] MakeSchema()
    {
        const int text = 9, bytes = 12, message = 11, int64 = 3, int32 = 5;
        var to = new ArrayBufferWriter<byte>();
        const string time = "google/protobuf/timestamp.proto";
        File(to, time, "google.protobuf", null, "Timestamp", [("seconds", 1, int64, null), ("nanos", 2, int32, null)]);
        File(to, "foxglove/CompressedImage.proto", "foxglove", time, "CompressedImage",
        [
            ("timestamp", Timestamp, message, ".google.protobuf.Timestamp"), ("frame_id", FrameId, text, null), ("data", Data, bytes, null),
            ("format", Format, text, null),
        ]);
        return to.WrittenSpan.ToArray();
    }

    /// <summary>A FileDescriptorProto of one message (descriptor.proto: 1 name, 2 package, 3 dependency, 4 message_type, 12 syntax).</summary>
    private static void File(
        ArrayBufferWriter<byte> to, string name, string package, string? imports, string message, (string Name, int Number, int Type, string? Of)[] fields) =>
        ProtoBytes.Message(to, 1, file =>
        {
            ProtoBytes.Text(file, 1, name);
            ProtoBytes.Text(file, 2, package);
            if (imports is not null) ProtoBytes.Text(file, 3, imports);
            ProtoBytes.Message(file, 4, type =>
            {
                ProtoBytes.Text(type, 1, message);
                foreach ((string Name, int Number, int Type, string? Of) f in fields) ProtoBytes.Message(type, 2, field => Field(field, f.Name, f.Number, f.Type, f.Of));
            });
            ProtoBytes.Text(file, 12, "proto3");
        });

    /// <summary>A FieldDescriptorProto: 1 name, 3 number, 4 label (1: at most one), 5 type, 6 type_name, 10 json_name.</summary>
    private static void Field(ArrayBufferWriter<byte> to, string name, int number, int type, string? of)
    {
        ProtoBytes.Text(to, 1, name);
        ProtoBytes.Number(to, 3, (ulong)number);
        ProtoBytes.Number(to, 4, 1);
        ProtoBytes.Number(to, 5, (ulong)type);
        if (of is not null) ProtoBytes.Text(to, 6, of);
        ProtoBytes.Text(to, 10, name == "frame_id" ? "frameId" : name);
    }
}
