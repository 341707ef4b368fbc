using System.Buffers;
using System.Globalization;
using O4O.Edge.Drivers.Camera.Watching;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Recording;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;

namespace O4O.Edge.Eyes.Telling;

/// <summary>
/// One camera's own connection to the broker, under its own name: detections, states, the pictures of a case and those that the edge
/// records go out; word of moving shelves, doubts and cases comes in, that the edge records, and that the camera was moved on purpose.
/// Its last will says that it sees nothing. What cannot be sent is dropped: the next picture says more.
/// </summary>
internal sealed class CameraLine : ITeller, IClipLine, IMqttHandler, IDisposable
{
    private readonly MqttClient _client;
    private readonly string _detections, _status, _clip, _frames, _stirs, _doubts, _cases, _learn, _record;
    private readonly LookerCard _looker;
    private readonly uint _epoch;
    private readonly IEar? _ear;
    private readonly Action _moved;
    private readonly Action<string> _log;
    private readonly string _camera;
    private readonly DetectedBox[] _boxes = new DetectedBox[DetectionsPayload.BoxesMax];
    private readonly byte[] _bytes = new byte[DetectionsPayload.BytesMax];
    private readonly Lock _telling = new();
    private readonly ArrayBufferWriter<byte> _picture = new(1 << 16);
    private byte[] _eyes = [];
    private int _eyesQuality;

    /// <summary>The last picture that was looked at went to the recording.</summary>
    private bool _pictured;

    /// <summary>What is told was not found in the last picture that went to the recording, or that may be lost; nobody said so yet.</summary>
    private volatile bool _missing;

    /// <summary>A picture goes only while no more messages wait for the broker: detections are in a hurry.</summary>
    private const int WaitingMax = 2;

    /// <summary>The last word is waited for no longer than this, milliseconds.</summary>
    private const int GoodbyeMs = 2_000;
    private uint _sequence;
    private bool _well = true;
    private volatile bool _ending;
    private volatile byte[] _state = new StatusPayload(true, "starting").ToBytes();

    /// <param name="connection">How the broker is reached; the user's name is the camera's.</param>
    /// <param name="store">The store's name.</param>
    /// <param name="looker">Who looks at its pictures.</param>
    /// <param name="epoch">Counts the program's starts.</param>
    /// <param name="ear">Told what the edge tells everybody; null when this line need not listen.</param>
    /// <param name="moved">The camera was moved on purpose.</param>
    /// <param name="log">For people.</param>
    public CameraLine(MqttClientOptions connection, string store, LookerCard looker, uint epoch, IEar? ear, Action moved, Action<string> log)
    {
        _camera = connection.ClientId;
        (_looker, _epoch, _ear, _moved, _log) = (looker, epoch, ear, moved, log);
        (_detections, _status) = (Topics.Up(store, _camera, Topics.Detections), Topics.Up(store, _camera, Topics.Status));
        (_frames, _record) = (Topics.Up(store, _camera, Topics.Frames), Topics.Out(store, Topics.Record));
        (_stirs, _doubts, _cases) = (Topics.Out(store, Topics.Stirs), Topics.Out(store, Topics.Doubts), Topics.Out(store, Topics.Cases));
        (_clip, _learn) = (Topics.Up(store, _camera, Topics.Clip), Topics.Down(store, _camera, Topics.Learn));
        _client = new MqttClient(
            connection with { Will = new MqttWill(_status, new StatusPayload(false, "the eyes are gone").ToBytes()), ReconnectMaxDelayMs = 1_000 }, this);
        _client.Subscribe(_learn, 1);
        if (ear is null) return;
        _client.Subscribe(_stirs, 0);
        _client.Subscribe(_doubts, 0);
        _client.Subscribe(_cases, 0);
        _client.Subscribe(_record, 0);
    }

    /// <summary>Messages that could not be sent.</summary>
    public long Unsent => _client.Counters.Dropped;

    public void Start() => _client.Start();

    /// <inheritdoc/>
    public void Found(long capturedUs, int width, int height, ReadOnlySpan<Detection> found)
    {
        if (_missing) SayMissing(capturedUs);
        int count = ToldBox.All(found, _looker.WireClasses, _boxes);
        var mark = new DeviceMark(_epoch, _sequence++, capturedUs);
        int bytes = DetectionsPayload.Write(_bytes, new DetectionsFrame(mark, width, height, _boxes.AsSpan(0, count)));
        _client.Publish(_detections, _bytes.AsSpan(0, bytes), qos: 0, retain: false);
    }

    /// <inheritdoc/>
    public bool Looked(long capturedUs, int quality, ReadOnlySpan<byte> jpeg)
    {
        if (!jpeg.IsEmpty && _client.QueuedMessages <= WaitingMax)
        {
            if (_eyesQuality != quality) (_eyesQuality, _eyes) = (quality, (_looker.Eyes with { Quality = quality }).ToBytes());
            PictureMessage.Write(_picture, capturedUs, _camera, jpeg, _eyes);
            _missing = false; // before it goes: should the connection end meanwhile, that is known later
            if (_client.Publish(_frames, _picture.WrittenSpan, qos: 0, retain: false) == MqttPublishResult.Accepted) return _pictured = true;
        }
        if (_pictured || quality > 0) _missing = true;
        _pictured = false;
        return false;
    }

    /// <summary>What is told from now on was found in no picture that the recording has.</summary>
    private void SayMissing(long capturedUs)
    {
        PictureMessage.Write(_picture, capturedUs, _camera, []);
        if (_client.Publish(_frames, _picture.WrittenSpan, qos: 0, retain: false) == MqttPublishResult.Accepted) _missing = false;
    }

    /// <inheritdoc/>
    public void State(CameraFault fault, string reason)
    {
        string word = fault.ToString().ToLowerInvariant();
        lock (_telling)
        {
            if (_ending) return;
            _well = fault == CameraFault.None;
            Send(_well ? new StatusPayload(true, reason) : new StatusPayload(false, $"{word}: {reason}"));
        }
        _log(fault == CameraFault.None ? $"{_camera}: well again" : $"{_camera}: {word}: {reason}");
    }

    /// <summary>How the camera does, while it is well; what is wrong with it is said again for whoever did not hear it.</summary>
    public void Figures(string text)
    {
        lock (_telling)
        {
            if (_ending) return;
            if (_well) Send(new StatusPayload(true, text));
            else _client.Publish(_status, _state, qos: 1, retain: false);
        }
    }

    /// <inheritdoc/>
    /// <remarks>At most once: a broker may keep a message of a higher quality on its disk, and pictures stay in memory.</remarks>
    public MqttPublishResult Send(ReadOnlySpan<byte> piece) => _client.Publish(_clip, piece, qos: 0, retain: false);

    /// <inheritdoc/>
    public void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained)
    {
        if (retained) return; // what the broker had kept is an old word
        if (topic == _stirs && StirPayload.Read(payload) is { } stir) _ear?.Stirred(stir.Shelf);
        else if (topic == _doubts && DoubtPayload.Read(payload) is { } doubt) _ear?.Doubted(doubt);
        else if (topic == _cases && CasePayload.Read(payload) is { } asked) _ear?.Asked(asked);
        else if (topic == _record && RecordPayload.Read(payload) is { } record) _ear?.Recorded(record);
        else if (topic == _learn && LearnPayload.Read(payload) is not null)
        {
            _log($"{_camera}: was moved on purpose: its view is learnt anew");
            _moved();
        }
    }

    /// <inheritdoc/>
    public void OnConnected() => _client.Publish(_status, _state, qos: 1, retain: false);

    /// <inheritdoc/>
    public void OnDisconnected(string reason)
    {
        if (_eyesQuality > 0) _missing = true; // a picture may have gone with the connection
        if (!_ending) _log($"{_camera}: no broker: {reason}");
    }

    /// <inheritdoc/>
    public void OnOversized(string topic, int bytes) => _log($"{_camera}: a message of {bytes} bytes on {topic} was too large");

    /// <inheritdoc/>
    public void OnFault(Exception fault) => _log(string.Create(CultureInfo.InvariantCulture, $"{_camera}: a message could not be handled: {fault.Message}"));

    public void Dispose()
    {
        lock (_telling)
        {
            _ending = true; // nothing is said after the last word
            Send(new StatusPayload(false, "the eyes were stopped"));
        }
        // On a busy machine the broker takes a moment to acknowledge it.
        for (long until = Environment.TickCount64 + GoodbyeMs; _client.IsConnected && _client.QueuedMessages > 0 && Environment.TickCount64 < until;) Thread.Sleep(5);
        _client.Dispose();
    }

    private void Send(StatusPayload state)
    {
        _state = state.ToBytes(); // and again after every reconnect
        _client.Publish(_status, _state, qos: 1, retain: false);
    }
}
