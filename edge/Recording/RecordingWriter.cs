using System.Buffers;
using System.Text;
using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Edge.Recording;

/// <summary>
/// Writes one recording file by hand, for importers and simulators: stands in for the event loop by ticking the store's clock
/// between the facts. The live edge records with <see cref="LiveRecording"/>.
/// </summary>
public sealed class RecordingWriter : IDisposable
{
    private readonly McapWriter _writer;
    private readonly string _tickTopic;
    private readonly Dictionary<string, ushort> _channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ushort> _schemas = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _picture = new(1 << 16);
    private StoreTime _last = StoreTime.Min, _nextTick = StoreTime.Min, _written;
    private uint _sequence;

    /// <param name="path">The file; made anew.</param>
    /// <param name="store">The store that the facts are of.</param>
    /// <param name="start">Store time of the beginning.</param>
    /// <param name="eyes">Who looks at the pictures that <see cref="Picture"/> will bring; null where none will come.</param>
    public RecordingWriter(string path, StoreFile store, StoreTime start, RecordedEyes? eyes = null)
    {
        _writer = McapWriter.Create(path);
        _writer.AddMetadata(RecordingFormat.MetadataName, new Dictionary<string, string>
        {
            [RecordingFormat.VersionKey] = RecordingFormat.Version,
            ["store"] = store.Store,
        });
        _writer.AddAttachment(RecordingFormat.StoreAttachment, "application/json", start.Us * 1000, RecordingFormat.StoreBytes(store));
        if (eyes is not null)
        {
            _writer.AddMetadata(RecordedEyes.MetadataName, eyes.ToMap());
            if (!eyes.Gallery.IsEmpty) _writer.AddAttachment(RecordedEyes.GalleryAttachment, "application/octet-stream", start.Us * 1000, eyes.Gallery.Span);
        }
        _written = start;
        _tickTopic = Topics.Up(store.Store, Topics.EdgeDevice, Topics.Tick);
        _nextTick = start;
    }

    /// <summary>Facts written, ticks included and pictures not.</summary>
    public long Messages => _sequence;

    /// <summary>Pictures written …</summary>
    public long Pictures { get; private set; }

    /// <summary>… and what they weigh, bytes.</summary>
    public long PictureBytes { get; private set; }

    /// <summary>The next fact. Log times must not decrease.</summary>
    /// <param name="logTime">Store time of its arrival.</param>
    /// <param name="deviceTimeUs">The device's own time, microseconds.</param>
    /// <param name="topic">Its topic, as at the broker.</param>
    /// <param name="payload">Its bytes.</param>
    public void Fact(StoreTime logTime, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
    {
        if (logTime < _last) throw new ArgumentException($"a fact at {logTime} after one at {_last}: facts come in order", nameof(logTime));
        AdvanceTo(logTime);
        Write(logTime, deviceTimeUs, topic, payload);
        _last = logTime;
    }

    /// <summary>
    /// A picture that a camera's eyes looked at. It has no stamp of its own, but the log time and sequence of the fact before it: to whoever
    /// replays, nothing happens at it.
    /// </summary>
    /// <param name="captured">When it was captured, store time; like log times it must not decrease.</param>
    /// <param name="deviceTimeUs">The same by the device's own time, µs.</param>
    /// <param name="device">The camera, or who looks into hands through it.</param>
    /// <param name="topic">Of the kind <see cref="Topics.Frames"/>.</param>
    /// <param name="jpeg">The picture.</param>
    public void Picture(StoreTime captured, long deviceTimeUs, string device, string topic, ReadOnlySpan<byte> jpeg)
    {
        if (captured < _last) throw new ArgumentException($"a picture of {captured} after a fact at {_last}: they come in order", nameof(captured));
        AdvanceTo(captured);
        _last = captured;
        PictureMessage.Write(_picture, deviceTimeUs, device, jpeg);
        if (!_channels.TryGetValue(topic, out ushort channel))
            _channels[topic] = channel = _writer.AddChannel(topic, PictureSchema(), PictureMessage.Encoding);
        _writer.Write(channel, _sequence == 0 ? 0 : _sequence - 1, _written.Us * 1000, Math.Max(0, deviceTimeUs) * 1000, _picture.WrittenSpan);
        Pictures++;
        PictureBytes += _picture.WrittenCount;
    }

    /// <summary>Lets the clock tick up to a moment: what timeouts wait for.</summary>
    public void AdvanceTo(StoreTime time)
    {
        for (; _nextTick <= time; _nextTick += RecordingFormat.TickUs) Write(_nextTick, _nextTick.Us, _tickTopic, []);
    }

    /// <summary>Ends the file properly.</summary>
    public void Dispose()
    {
        _writer.Complete();
        _writer.Dispose();
    }

    private void Write(StoreTime logTime, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
    {
        if (!_channels.TryGetValue(topic, out ushort channel))
        {
            string kind = topic[(topic.LastIndexOf('/') + 1)..];
            (string name, string encoding, string messageEncoding, string text) = RecordingFormat.Schema(kind);
            if (!_schemas.TryGetValue(name, out ushort schema))
                _schemas[name] = schema = _writer.AddSchema(name, encoding, Encoding.UTF8.GetBytes(text));
            _channels[topic] = channel = _writer.AddChannel(topic, schema, messageEncoding);
        }
        _writer.Write(channel, _sequence++, logTime.Us * 1000, Math.Max(0, deviceTimeUs) * 1000, payload);
        _written = logTime;
    }

    private ushort PictureSchema()
    {
        if (!_schemas.TryGetValue(PictureMessage.SchemaName, out ushort schema))
            _schemas[PictureMessage.SchemaName] = schema = _writer.AddSchema(PictureMessage.SchemaName, PictureMessage.Encoding, PictureMessage.Schema);
        return schema;
    }
}
