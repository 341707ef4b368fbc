using System.Buffers;
using System.Text;
using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Edge.Recording;

/// <summary>
/// Records the live store: every stamped fact, in the order of the stamps, into rolling files of bounded size. Never makes the
/// event loop wait: what the disk cannot take is dropped and counted. Where it was made for pictures, those that the cameras' eyes looked at
/// too: they come from another thread than the facts, and go first when there is too little room.
/// </summary>
public sealed class LiveRecording : IDisposable
{
    private readonly RollingRecording _recording;
    private readonly Dictionary<(int Source, string Kind), ushort> _channels = [];
    private readonly ushort _tick, _charge;

    /// <summary>One camera's pictures.</summary>
    private sealed class Frames(ushort channel, string device)
    {
        public ushort Channel { get; } = channel;
        public string Device { get; } = device;
        public byte[] DeviceBytes { get; } = Encoding.UTF8.GetBytes(device);

        /// <summary>A picture of then could not be kept, and the file does not say so yet; µs.</summary>
        public long? OwedUs { get; set; }
    }

    private readonly Dictionary<int, Frames> _frames = [];
    private readonly ArrayBufferWriter<byte> _missing = new(256);

    /// <summary>Orders what two threads write. Held for a copy.</summary>
    private readonly Lock _order = new();
    private readonly long _pictureRoom;
    private StoreTime _lastTime;
    private long _lastSequence, _pictures, _dropped, _refused;

    /// <param name="options">Where, and how much at most.</param>
    /// <param name="store">The store.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="start">Store time of the beginning.</param>
    /// <param name="pictures">Whether it takes the cameras' pictures.</param>
    public LiveRecording(RollingRecordingOptions options, StoreFile store, StoreLayout layout, StoreTime start, bool pictures = false)
    {
        _recording = new RollingRecording(options);
        _pictureRoom = options.QueueBytes / 2;
        _lastTime = start;
        _recording.AddMetadata(RecordingFormat.MetadataName, new Dictionary<string, string>
        {
            [RecordingFormat.VersionKey] = RecordingFormat.Version,
            ["store"] = store.Store,
        });
        _recording.AddAttachment(RecordingFormat.StoreAttachment, "application/json", start.Us * 1000, RecordingFormat.StoreBytes(store));
        var schemas = new Dictionary<string, ushort>(StringComparer.Ordinal);
        foreach (Source source in layout.Sources)
        {
            string kind = Kind(source.Kind);
            _channels[(source.Index, kind)] = Channel(Topics.Up(layout.StoreId, source.Device, kind), kind, schemas);
            if (source.Kind == SourceKind.Camera)
                _channels[(source.Index, Topics.Status)] = Channel(Topics.Up(layout.StoreId, source.Device, Topics.Status), Topics.Status, schemas);
        }
        _tick = Channel(Topics.Up(layout.StoreId, Topics.EdgeDevice, Topics.Tick), Topics.Tick, schemas);
        _charge = Channel(Topics.Up(layout.StoreId, Topics.EdgeDevice, Topics.Charge), Topics.Charge, schemas);
        if (!pictures) return;
        ushort schema = _recording.AddSchema(PictureMessage.SchemaName, PictureMessage.Encoding, PictureMessage.Schema);
        foreach (Source source in layout.Sources)
        {
            if (source.Kind != SourceKind.Camera) continue;
            ushort channel = _recording.AddChannel(Topics.Up(layout.StoreId, source.Device, Topics.Frames), schema, PictureMessage.Encoding);
            _frames[source.Index] = new Frames(channel, source.Device);
        }
    }

    public RollingRecordingStatus Status => _recording.Status;

    /// <summary>Pictures taken.</summary>
    public long Pictures => Interlocked.Read(ref _pictures);

    /// <summary>Pictures that found no room: half of the queue to the disk is the facts' own.</summary>
    public long PicturesDropped => Interlocked.Read(ref _dropped);

    /// <summary>Messages that are no picture of the camera that sent them, or do not say who looked.</summary>
    public long PicturesRefused => Interlocked.Read(ref _refused);

    /// <summary>The kind of fact that a kind of source publishes.</summary>
    public static string Kind(SourceKind kind) => kind switch
    {
        SourceKind.Shelf => Topics.Weights,
        SourceKind.Eyes => Topics.People,
        SourceKind.Hands => Topics.Hands,
        SourceKind.Camera => Topics.Detections,
        _ => Topics.Scan,
    };

    /// <summary>The kind of one fact: a camera says of itself, too, that it sees nothing.</summary>
    private static string Kind(SourceKind kind, ReadOnlySpan<byte> payload) =>
        kind == SourceKind.Camera && StatusPayload.IsOne(payload) ? Topics.Status : Kind(kind);

    /// <summary>Records a sensor's fact.</summary>
    public void Fact(long sequence, StoreTime time, long deviceTimeUs, Source source, ReadOnlySpan<byte> payload)
    {
        lock (_order)
        {
            if (_frames.TryGetValue(source.Index, out Frames? frames) && frames.OwedUs is not null) Pay(frames);
            Write(_channels[(source.Index, Kind(source.Kind, payload))], sequence, time, deviceTimeUs, payload);
        }
    }

    /// <summary>
    /// Records a picture that a camera's eyes looked at. Called before what was found in it is a fact; it has time and sequence of the fact
    /// that was recorded last. Does not wait: false where it was dropped or refused, which is counted.
    /// </summary>
    /// <param name="camera">Who sent it.</param>
    /// <param name="message">As it came, a <see cref="PictureMessage"/>.</param>
    public bool Picture(Source camera, ReadOnlySpan<byte> message)
    {
        if (!_frames.TryGetValue(camera.Index, out Frames? frames) || message.Length > PictureMessage.BytesMax
            || !PictureMessage.TryTake(message, out PictureParts picture, out _) || !picture.Device.SequenceEqual(frames.DeviceBytes)
            || (picture.Eyes.IsEmpty && !picture.IsMissing))
        {
            Interlocked.Increment(ref _refused);
            return false;
        }
        lock (_order)
        {
            bool room = _recording.QueueFreeBytes - message.Length - RollingRecording.QueueOverheadBytes >= _pictureRoom;
            if (room && Write(frames.Channel, _lastSequence, _lastTime, picture.CapturedUs, message))
            {
                frames.OwedUs = null;
                if (!picture.IsMissing) Interlocked.Increment(ref _pictures);
                return true;
            }
            Interlocked.Increment(ref _dropped);
            frames.OwedUs = picture.CapturedUs;
            Pay(frames);
            return false;
        }
    }

    /// <summary>Records a tick.</summary>
    public void Tick(long sequence, StoreTime time)
    {
        lock (_order) Write(_tick, sequence, time, time.Us, []);
    }

    /// <summary>Records billing's answer.</summary>
    public void ChargeAnswer(long sequence, StoreTime time, ReadOnlySpan<byte> payload)
    {
        lock (_order) Write(_charge, sequence, time, time.Us, payload);
    }

    public void Dispose() => _recording.Dispose();

    /// <summary>Says that a picture is missing; again with the camera's next fact where even that finds no room.</summary>
    private void Pay(Frames frames)
    {
        PictureMessage.Write(_missing, frames.OwedUs!.Value, frames.Device, []);
        if (Write(frames.Channel, _lastSequence, _lastTime, frames.OwedUs.Value, _missing.WrittenSpan)) frames.OwedUs = null;
    }

    private bool Write(ushort channel, long sequence, StoreTime time, long deviceTimeUs, ReadOnlySpan<byte> payload)
    {
        if (!_recording.TryWrite(channel, (uint)sequence, time.Us * 1000, Math.Max(0, deviceTimeUs) * 1000, payload)) return false;
        (_lastSequence, _lastTime) = (sequence, time);
        return true;
    }

    private ushort Channel(string topic, string kind, Dictionary<string, ushort> schemas)
    {
        (string name, string encoding, string messageEncoding, string text) = RecordingFormat.Schema(kind);
        if (!schemas.TryGetValue(name, out ushort schema))
            schemas[name] = schema = _recording.AddSchema(name, encoding, Encoding.UTF8.GetBytes(text));
        return _recording.AddChannel(topic, schema, messageEncoding);
    }
}
