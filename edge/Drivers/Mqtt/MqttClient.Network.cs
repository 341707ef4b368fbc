using System.Runtime.InteropServices;
using O4O.Edge.Drivers.Mqtt.Native;

namespace O4O.Edge.Drivers.Mqtt;

/// <content>
/// The network thread: connect, pump, wait, again. It polls the socket itself rather than call <c>mosquitto_loop</c>,
/// whose <c>select</c> refuses descriptors above 1,023 and would shut a busy host out of its broker.
/// </content>
public sealed unsafe partial class MqttClient
{
    private const int GoodbyeLimitMs = 1_000;
    private static readonly Lock InitGuard = new();
    private static bool _libraryReady;
    private bool _endReported;
    private string? _refusal;
    private Backoff? _backoff;

    private static void RequireLibrary()
    {
        lock (InitGuard)
        {
            if (_libraryReady)
            {
                return;
            }

            try
            {
                _ = LibMosquitto.LibInit();
                _libraryReady = true;
            }
            catch (DllNotFoundException missing)
            {
                throw new DllNotFoundException(
                    "libmosquitto.so.1 is not installed. Cure: apt-get install libmosquitto1", missing);
            }
        }
    }

    private nint NewNative()
    {
        var native = LibMosquitto.New(_options.ClientId, _options.CleanSession, GCHandle.ToIntPtr(_self));
        if (native == 0)
        {
            throw new ArgumentException($"libmosquitto refuses the client id \"{_options.ClientId}\".");
        }

        _native = native;
        Require(LibMosquitto.ThreadedSet(native, true), "threads");
        Require(LibMosquitto.IntOption(native, LibMosquitto.OptionTcpNoDelay, 1), "TCP_NODELAY");
        if (_options.Username is { } username)
        {
            Require(LibMosquitto.CredentialsSet(native, username, _options.Password), "Username, Password");
        }

        if (_options.Will is { } will)
        {
            using var payload = will.Payload.Pin();
            Require(
                LibMosquitto.WillSet(native, will.Topic, will.Payload.Length, (byte*)payload.Pointer, will.Qos, will.Retain),
                "Will");
        }

        if (_options.TlsCaFile is { } caFile)
        {
            Require(LibMosquitto.TlsSet(native, caFile, 0, 0, 0, 0), "TlsCaFile");
        }

        LibMosquitto.OnConnectSet(native, &OnConnect);
        LibMosquitto.OnDisconnectSet(native, &OnDisconnect);
        LibMosquitto.OnPublishSet(native, &OnPublish);
        LibMosquitto.OnSubscribeSet(native, &OnSubscribe);
        LibMosquitto.OnMessageSet(native, &OnMessage);
        return native;
    }

    private static void Require(int code, string option)
    {
        if (code != LibMosquitto.Success)
        {
            throw new ArgumentException($"{option}: {LibMosquitto.Describe(code)}");
        }
    }

    private void Run()
    {
        _backoff = new Backoff(_options.ReconnectMinDelayMs, _options.ReconnectMaxDelayMs, Random.Shared);
        while (!_stopping)
        {
            _endReported = false;
            _refusal = null;
            var code = Connect();
            if (code == LibMosquitto.Success)
            {
                code = Pump();
            }

            if (!_endReported)
            {
                ConnectionEnded(code);
            }

            if (!_stopping)
            {
                Sleep(_backoff.NextDelayMs());
            }
        }

        Release();
    }

    // Without TLS the connect itself is asynchronous and a dark host cannot hold the thread. The library's TLS
    // handshake begins inside connect and needs the socket open by then.
    private int Connect() => _options.TlsCaFile is null
        ? LibMosquitto.ConnectAsync(_native, _options.Host, _options.Port, _options.KeepAliveSeconds)
        : LibMosquitto.Connect(_native, _options.Host, _options.Port, _options.KeepAliveSeconds);

    /// <summary>Moves bytes until the connection ends; returns the library's code for the end.</summary>
    private int Pump()
    {
        var entries = stackalloc LibC.PollEntry[2];
        long? goodbyeUntil = null;
        while (true)
        {
            var socket = LibMosquitto.Socket(_native);
            if (socket < 0)
            {
                return LibMosquitto.Success;
            }

            if (_stopping)
            {
                goodbyeUntil ??= SayGoodbye();
                if (Environment.TickCount64 >= goodbyeUntil)
                {
                    return LibMosquitto.Success;
                }
            }

            var wantWrite = LibMosquitto.WantWrite(_native);
            entries[0] = new() { Descriptor = socket, Wanted = (short)(LibC.PollIn | (wantWrite ? LibC.PollOut : 0)) };
            entries[1] = new() { Descriptor = _wakeEvent, Wanted = LibC.PollIn };

            // At least once a second: keep-alive is counted in seconds.
            _ = LibC.Poll(entries, 2, goodbyeUntil is null ? 1_000 : 50);
            var code = Serve(entries[0].Seen, entries[1].Seen != 0);
            if (code != LibMosquitto.Success)
            {
                return code;
            }
        }
    }

    private int Serve(short socketEvents, bool woken)
    {
        if (woken)
        {
            Quiet();
        }

        var code = LibMosquitto.Success;

        // TLS reads on writable as well: the library goes on with its handshake only from its read call.
        var readable = (socketEvents & (LibC.PollIn | LibC.PollError | LibC.PollHangup)) != 0;
        if (readable || (_options.TlsCaFile is not null && (socketEvents & LibC.PollOut) != 0))
        {
            code = LibMosquitto.LoopRead(_native, 1);
        }

        if (code == LibMosquitto.Success && (woken || (socketEvents & LibC.PollOut) != 0) && LibMosquitto.Socket(_native) >= 0)
        {
            code = LibMosquitto.LoopWrite(_native, 1);
        }

        return code == LibMosquitto.Success && LibMosquitto.Socket(_native) >= 0 ? LibMosquitto.LoopMisc(_native) : code;
    }

    private long SayGoodbye()
    {
        _ = LibMosquitto.Disconnect(_native);
        return Environment.TickCount64 + GoodbyeLimitMs;
    }

    private void Sleep(int delayMs)
    {
        var until = Environment.TickCount64 + delayMs;
        var entry = new LibC.PollEntry { Descriptor = _wakeEvent, Wanted = LibC.PollIn };
        for (var left = delayMs; left > 0 && !_stopping; left = (int)(until - Environment.TickCount64))
        {
            if (LibC.Poll(&entry, 1, left) > 0)
            {
                Quiet();
            }
        }
    }

    // The event is drained before the flag falls: a wake in between leaves the flag up and is seen by this round,
    // which looks at the queue after this call.
    private void Quiet()
    {
        LibC.Drain(_wakeEvent);
        Interlocked.Exchange(ref _wakePending, 0);
    }

    private void ConnectionEnded(int code)
    {
        _endReported = true;
        var reason = _refusal ?? (_stopping ? "The client was disposed." : LibMosquitto.Describe(code));
        lock (_gate)
        {
            Volatile.Write(ref _connected, false);
            Interlocked.Add(ref _dropped, ForgetUnwritten());
        }

        Volatile.Write(ref _lastDisconnectReason, reason);
        try
        {
            _handler.OnDisconnected(reason);
        }
        catch (Exception fault)
        {
            Fault(fault);
        }
    }

    /// <summary>Under the gate. The library throws its QoS 0 packets away with the connection and keeps the others.</summary>
    private int ForgetUnwritten()
    {
        var lost = 0;
        foreach (var (id, qos) in _outstanding)
        {
            if (qos == 0)
            {
                _outstanding.Remove(id);
                lost++;
            }
        }

        return lost;
    }

    private void Release()
    {
        lock (_gate)
        {
            if (_native != 0)
            {
                LibMosquitto.Destroy(_native);
                _native = 0;
            }

            if (_wakeEvent >= 0)
            {
                _ = LibC.Close(_wakeEvent);
                _wakeEvent = -1;
            }

            if (_self.IsAllocated)
            {
                _self.Free();
            }
        }
    }
}
