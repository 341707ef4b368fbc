using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using O4O.Edge.Drivers.Mqtt.Native;

namespace O4O.Edge.Drivers.Mqtt;

/// <summary>
/// One connection to one broker, MQTT 3.1.1 over libmosquitto, kept up until disposed. It has one network thread of
/// its own; <see cref="Publish"/>, <see cref="Subscribe"/> and the properties may be used from any thread and never
/// wait for the network.
/// </summary>
public sealed unsafe partial class MqttClient : IDisposable
{
    private const int TopicBytesMax = 65_535;
    private readonly MqttClientOptions _options;
    private readonly IMqttHandler _handler;
    private readonly TopicNames _topics;

    /// <summary>
    /// Guards the native client's life, the connected flag, the queue's account and the subscriptions. The network
    /// thread takes it inside the library's callbacks, so nothing under it may wait for such a callback; the library
    /// calls made under it (publish, subscribe) only append to its queue once <c>threaded_set</c> is on.
    /// </summary>
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _subscriptions = new(StringComparer.Ordinal);

    /// <summary>Message id → QoS of what was accepted and is not yet written or acknowledged; made at its full size.</summary>
    private readonly Dictionary<int, int> _outstanding;
    private nint _native;
    private GCHandle _self;
    private int _wakeEvent;
    private int _wakePending;
    private Thread? _thread;
    private bool _connected;
    private volatile bool _stopping;
    private string? _lastDisconnectReason;
    private long _received, _published, _acknowledged, _connects, _dropped, _oversized, _faults, _subscribed, _refused;

    /// <summary>Prepares a client; <see cref="Start"/> connects it.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="DllNotFoundException">libmosquitto is not installed; the message names the cure.</exception>
    public MqttClient(MqttClientOptions options, IMqttHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        options.Validate();
        _options = options;
        _handler = handler;
        _topics = new TopicNames(options.MaxCachedTopics);
        _outstanding = new Dictionary<int, int>(options.MaxQueuedMessages);
        RequireLibrary();
        _wakeEvent = LibC.NewEvent();
        if (_wakeEvent < 0)
        {
            throw new InvalidOperationException("No eventfd: the process has too many open files.");
        }

        _self = GCHandle.Alloc(this);
        try
        {
            _native = NewNative();
        }
        catch
        {
            Release();
            throw;
        }
    }

    /// <summary>True between the broker's acceptance and the end of the connection.</summary>
    public bool IsConnected => Volatile.Read(ref _connected);

    /// <summary>Why the last connection or attempt ended; null before the first end.</summary>
    public string? LastDisconnectReason => Volatile.Read(ref _lastDisconnectReason);

    /// <summary>Messages accepted and not yet written (QoS 0) or acknowledged (QoS 1, 2).</summary>
    public int QueuedMessages
    {
        get
        {
            lock (_gate)
            {
                return _outstanding.Count;
            }
        }
    }

    public MqttCounters Counters
    {
        get
        {
            var connects = Interlocked.Read(ref _connects);
            return new MqttCounters(
                Interlocked.Read(ref _received), Interlocked.Read(ref _published), Interlocked.Read(ref _acknowledged),
                connects, Math.Max(0, connects - 1), Interlocked.Read(ref _dropped), Interlocked.Read(ref _oversized),
                Interlocked.Read(ref _faults), Interlocked.Read(ref _subscribed), Interlocked.Read(ref _refused));
        }
    }

    /// <summary>Starts the network thread, which connects and stays at it until <see cref="Dispose"/>. Once only.</summary>
    public void Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            if (_thread is not null)
            {
                throw new InvalidOperationException("The client was started before.");
            }

            _thread = new Thread(Run) { Name = $"mqtt {_options.ClientId}", IsBackground = true };
            _thread.Start();
        }
    }

    /// <summary>
    /// Remembers a filter and asks the broker for it now, when connected, and after every reconnect. Confirmations
    /// are counted in <see cref="MqttCounters.Subscribed"/>.
    /// </summary>
    /// <exception cref="ArgumentException">Not a valid filter.</exception>
    public void Subscribe(string filter, int qos)
    {
        ArgumentException.ThrowIfNullOrEmpty(filter);
        CheckQos(qos);
        if (LibMosquitto.FilterCheck(filter) != LibMosquitto.Success)
        {
            throw new ArgumentException($"\"{filter}\" is not an MQTT topic filter.", nameof(filter));
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            _subscriptions[filter] = qos;
            if (_connected)
            {
                // A connection that just broke is no fault: the filter is asked for again at the next one.
                _ = LibMosquitto.Subscribe(_native, null, filter, qos);
                Wake();
            }
        }
    }

    /// <summary>
    /// Hands a message to the network thread. Hot path: one lock, one native copy, no managed allocation for topics up
    /// to 255 bytes; a system call only when the network thread sleeps.
    /// </summary>
    public MqttPublishResult Publish(string topic, ReadOnlySpan<byte> payload, int qos, bool retain)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        CheckQos(qos);
        MqttPublishResult result;
        if (payload.Length > _options.MaxPayloadBytes)
        {
            result = MqttPublishResult.TooLarge;
        }
        else if (topic.Length > TopicBytesMax || topic.Contains('\0'))
        {
            result = MqttPublishResult.Refused;
        }
        else
        {
            var room = Encoding.UTF8.GetMaxByteCount(topic.Length) + 1;
            byte[]? rented = null;
            var utf8 = room <= 1_024 ? stackalloc byte[1_024] : rented = ArrayPool<byte>.Shared.Rent(room);
            utf8[Encoding.UTF8.GetBytes(topic, utf8)] = 0;
            result = Enqueue(utf8, payload, qos, retain);
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }

        if (result == MqttPublishResult.Accepted)
        {
            Interlocked.Increment(ref _published);
        }
        else
        {
            Interlocked.Increment(ref _dropped);
        }

        return result;
    }

    /// <summary>
    /// Writes what is queued (for at most one second), says goodbye so that the will is not sent, and ends the network
    /// thread. Called by a handler, it returns at once and the thread ends after the call.
    /// </summary>
    public void Dispose()
    {
        Thread? thread;
        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _stopping = true;
            thread = _thread;
            Wake();
        }

        if (thread is null)
        {
            Release();
        }
        else if (thread != Thread.CurrentThread)
        {
            // Longer only while the system still tries a blocking (TLS) connect; the thread then frees what it holds.
            thread.Join(TimeSpan.FromSeconds(5));
        }
    }

    private MqttPublishResult Enqueue(ReadOnlySpan<byte> topicUtf8, ReadOnlySpan<byte> payload, int qos, bool retain)
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return MqttPublishResult.Disposed;
            }

            if (!_connected)
            {
                return MqttPublishResult.NotConnected;
            }

            if (_outstanding.Count >= _options.MaxQueuedMessages)
            {
                return MqttPublishResult.QueueFull;
            }

            int code, id;
            fixed (byte* topicBytes = topicUtf8, payloadBytes = payload)
            {
                code = LibMosquitto.Publish(_native, &id, topicBytes, payload.Length, payloadBytes, qos, retain);
            }

            // With QoS 1 or 2 the library has kept the message even when it finds the socket closed just now.
            if (code == LibMosquitto.Success || (code == LibMosquitto.NotConnected && qos > 0))
            {
                _outstanding[id] = qos;
                Wake();
                return MqttPublishResult.Accepted;
            }

            return code switch
            {
                LibMosquitto.NotConnected => MqttPublishResult.NotConnected,
                LibMosquitto.PayloadSize => MqttPublishResult.TooLarge,
                _ => MqttPublishResult.Refused,
            };
        }
    }

    /// <summary>Under the gate. The network thread itself looks at its queue before it sleeps and needs no waking.</summary>
    private void Wake()
    {
        if (_wakeEvent >= 0 && Thread.CurrentThread != _thread && Interlocked.Exchange(ref _wakePending, 1) == 0)
        {
            LibC.Signal(_wakeEvent);
        }
    }

    private static void CheckQos(int qos)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(qos);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(qos, 2);
    }
}
