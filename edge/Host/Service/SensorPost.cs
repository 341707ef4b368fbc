using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Host.EventLoop;
using O4O.Edge.Recording;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Service;

/// <summary>
/// Takes messages off the broker and puts them into the inbox, on the client's own thread. Only topics of the layout's own
/// devices get through; everything else is counted as foreign.
/// </summary>
public sealed class SensorPost : IMqttHandler
{
    private readonly Inbox _inbox;
    private readonly Action<string> _log;
    private readonly Dictionary<string, Source> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Source> _clips = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Source> _frames = new(StringComparer.Ordinal);
    private readonly PieceTaker? _pieces;
    private readonly LiveRecording? _pictures;
    private readonly Dictionary<string, Source> _status = new(StringComparer.Ordinal);

    /// <summary>What each camera said of itself last: only what is new is a fact.</summary>
    private readonly Dictionary<Source, StatusPayload> _said = [];
    private long _foreign, _oversized, _retained, _offline;

    /// <param name="layout">Whose devices are heard.</param>
    /// <param name="inbox">Where facts go.</param>
    /// <param name="log">For people.</param>
    /// <param name="pieces">Where pictures for cases go: they are no facts, and never pass the inbox.</param>
    /// <param name="pictures">Where pictures are recorded: no facts either, and written here and now, so that they stand before what was found in them; null where none are.</param>
    public SensorPost(StoreLayout layout, Inbox inbox, Action<string> log, PieceTaker? pieces = null, LiveRecording? pictures = null)
    {
        (_inbox, _log, _pieces, _pictures) = (inbox, log, pieces, pictures);
        foreach (Source source in layout.Sources)
        {
            _facts[Topics.Up(layout.StoreId, source.Device, LiveRecording.Kind(source.Kind))] = source;
            if (source.Kind == SourceKind.Camera)
            {
                _clips[Topics.Up(layout.StoreId, source.Device, Topics.Clip)] = source;
                _frames[Topics.Up(layout.StoreId, source.Device, Topics.Frames)] = source;
            }
            _status[Topics.Up(layout.StoreId, source.Device, Topics.Status)] = source;
        }
    }

    /// <summary>Messages under topics that no device of this store has.</summary>
    public long Foreign => Interlocked.Read(ref _foreign);
    public long Oversized => Interlocked.Read(ref _oversized);

    /// <summary>Messages that the broker had kept: old facts are no facts.</summary>
    public long Retained => Interlocked.Read(ref _retained);

    /// <summary>Times that a device's connection died.</summary>
    public long Offline => Interlocked.Read(ref _offline);

    public void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained)
    {
        if (retained) Interlocked.Increment(ref _retained);
        else if (_facts.TryGetValue(topic, out Source? source)) _inbox.TryPost(source, payload);
        else if (_pieces is not null && _clips.TryGetValue(topic, out Source? camera)) _pieces(camera.Device, payload);
        else if (_pictures is not null && _frames.TryGetValue(topic, out Source? looked)) _pictures.Picture(looked, payload);
        else if (!_status.TryGetValue(topic, out Source? device)) Interlocked.Increment(ref _foreign);
        else if (StatusPayload.Read(payload) is { } status) TakeStatus(device, status, payload);
    }

    private void TakeStatus(Source device, StatusPayload status, ReadOnlySpan<byte> payload)
    {
        if (!status.Online) Interlocked.Increment(ref _offline);
        if (device.Kind != SourceKind.Camera) return;
        bool news = !_said.TryGetValue(device, out StatusPayload? before) ? !status.Online : before.Online != status.Online || (!status.Online && before != status);
        _said[device] = status;
        if (news) _inbox.TryPost(device, payload);
    }

    public void OnConnected() => _log("broker: connected");

    public void OnDisconnected(string reason) => _log($"broker: not connected: {reason}");

    public void OnOversized(string topic, int bytes) => Interlocked.Increment(ref _oversized);

    public void OnFault(Exception fault) => _log($"broker: a message could not be handled: {fault.Message}");
}
