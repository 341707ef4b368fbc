using System.Text;
using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Edge.Recording;

/// <summary>
/// Records the live store: every stamped fact, in the order of the stamps, into rolling files of bounded size. Never makes the
/// event loop wait: what the disk cannot take is dropped and counted.
/// </summary>
public sealed class LiveRecording : IDisposable
{
    private readonly RollingRecording _recording;
    private readonly Dictionary<(int Source, string Kind), ushort> _channels = [];
    private readonly ushort _tick, _charge;

    /// <param name="options">Where, and how much at most.</param>
    /// <param name="store">The store.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="start">Store time of the beginning.</param>
    public LiveRecording(RollingRecordingOptions options, StoreFile store, StoreLayout layout, StoreTime start)
    {
        _recording = new RollingRecording(options);
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
    }

    public RollingRecordingStatus Status => _recording.Status;

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
    public void Fact(long sequence, StoreTime time, long deviceTimeUs, Source source, ReadOnlySpan<byte> payload) =>
        Write(_channels[(source.Index, Kind(source.Kind, payload))], sequence, time, deviceTimeUs, payload);

    /// <summary>Records a tick.</summary>
    public void Tick(long sequence, StoreTime time) => Write(_tick, sequence, time, time.Us, []);

    /// <summary>Records billing's answer.</summary>
    public void ChargeAnswer(long sequence, StoreTime time, ReadOnlySpan<byte> payload) => Write(_charge, sequence, time, time.Us, payload);

    public void Dispose() => _recording.Dispose();

    private void Write(ushort channel, long sequence, StoreTime time, long deviceTimeUs, ReadOnlySpan<byte> payload) =>
        _recording.TryWrite(channel, (uint)sequence, time.Us * 1000, Math.Max(0, deviceTimeUs) * 1000, payload);

    private ushort Channel(string topic, string kind, Dictionary<string, ushort> schemas)
    {
        (string name, string encoding, string messageEncoding, string text) = RecordingFormat.Schema(kind);
        if (!schemas.TryGetValue(name, out ushort schema))
            schemas[name] = schema = _recording.AddSchema(name, encoding, Encoding.UTF8.GetBytes(text));
        return _recording.AddChannel(topic, schema, messageEncoding);
    }
}
