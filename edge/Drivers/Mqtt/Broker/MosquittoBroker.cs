using System.Net;
using System.Net.Sockets;
using O4O.Edge.Drivers.Mqtt.Native;

namespace O4O.Edge.Drivers.Mqtt.Broker;

/// <summary>
/// A real mosquitto process for a demo, a test or a small shop: its configuration, users and topic rules are written
/// by us, and it dies with us. Thread-safe; <see cref="Start"/>, <see cref="Stop"/>, <see cref="Kill"/> and
/// <see cref="Restart"/> take turns.
/// </summary>
public sealed class MosquittoBroker : IDisposable
{
    private const int PortAttempts = 5;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(3);
    private readonly MosquittoBrokerOptions _options;
    private readonly MosquittoFiles _files;
    private readonly Lock _turn = new();
    private volatile MosquittoProcess? _process;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MosquittoBroker(MosquittoBrokerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _files = new MosquittoFiles(options);
        Port = options.Port;
    }

    /// <summary>The process ended, for whatever reason; on a thread of the broker's own.</summary>
    public event EventHandler<BrokerExitedEventArgs>? Exited;

    /// <summary>The port it listens on; 0 before the first start when none was chosen.</summary>
    public int Port { get; private set; }

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The process's id; 0 when it does not run.</summary>
    public int ProcessId => _process is { HasExited: false } process ? process.ProcessId : 0;

    /// <summary>The broker's last lines (at most 40), for a report.</summary>
    public string LastOutput => _process?.LastLines() ?? "";

    /// <summary>Writes the files, starts the process and returns once it accepts connections.</summary>
    /// <exception cref="BrokerStartException">Not installed, the port is taken, or it ended or stayed silent.</exception>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    public void Start()
    {
        lock (_turn)
        {
            if (IsRunning)
            {
                throw new InvalidOperationException($"The broker runs already, as process {ProcessId} on port {Port}.");
            }

            // Another program may take a free port between our look and mosquitto's: then try another one.
            for (var attempt = 1; ; attempt++)
            {
                var pick = Port == 0;
                var port = pick ? FreePort() : Port;
                try
                {
                    StartOn(port);
                    Port = port;
                    return;
                }
                catch (BrokerStartException taken) when (pick && attempt < PortAttempts && IsTaken(taken))
                {
                    Thread.Yield();
                }
            }
        }
    }

    /// <summary>Ends it in order (SIGTERM), or by force after three seconds. Nothing when it does not run.</summary>
    public void Stop()
    {
        lock (_turn)
        {
            if (_process is not { HasExited: false } process)
            {
                return;
            }

            process.Signal(LibC.SignalTerminate);
            if (!process.WaitForExit(StopLimit))
            {
                End(process);
            }
        }
    }

    /// <summary>Ends it as a power cut would (SIGKILL), and returns when it is gone. Nothing when it does not run.</summary>
    public void Kill()
    {
        lock (_turn)
        {
            if (_process is { HasExited: false } process)
            {
                End(process);
            }
        }
    }

    /// <summary>Stops it when it runs, and starts it on the same port.</summary>
    public void Restart()
    {
        lock (_turn)
        {
            Stop();
            Start();
        }
    }

    /// <summary>Options for a client of this broker: the user's name is its client id too.</summary>
    /// <exception cref="KeyNotFoundException">No such user.</exception>
    public MqttClientOptions ClientOptions(string username)
    {
        foreach (var user in _options.Users)
        {
            if (user.Username == username)
            {
                return new MqttClientOptions
                {
                    Host = _options.BindAddress,
                    Port = Port,
                    ClientId = username,
                    Username = username,
                    Password = user.Password,
                    MaxPayloadBytes = _options.MaxMessageBytes,
                };
            }
        }

        throw new KeyNotFoundException($"The broker has no user \"{username}\".");
    }

    /// <summary>Stops it. The written files stay, for whoever wants to look.</summary>
    public void Dispose() => Stop();

    private void StartOn(int port)
    {
        _files.Write(port);
        var process = new MosquittoProcess(_files.Configuration, OnExit);
        _process = process;
        var until = Environment.TickCount64 + _options.StartTimeoutMs;
        while (!(process.AnnouncedRunning && Accepts(port)))
        {
            if (process.WaitForExit(TimeSpan.FromMilliseconds(5)))
            {
                throw new BrokerStartException(
                    $"mosquitto ended with code {process.ExitCode} before it listened on port {port}. Its last lines:\n{process.LastLines()}");
            }

            if (Environment.TickCount64 > until)
            {
                End(process);
                throw new BrokerStartException(
                    $"mosquitto did not listen on port {port} within {_options.StartTimeoutMs} ms. Its last lines:\n{process.LastLines()}");
            }
        }
    }

    private static void End(MosquittoProcess process)
    {
        process.Signal(LibC.SignalKill);
        process.WaitForExit(Timeout.InfiniteTimeSpan);
    }

    private void OnExit(MosquittoProcess process) =>
        Exited?.Invoke(this, new BrokerExitedEventArgs(process.ExitCode, process.EndRequested));

    private bool Accepts(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Parse(_options.BindAddress), port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Parse(_options.BindAddress), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsTaken(BrokerStartException fault) =>
        fault.Message.Contains("Address already in use", StringComparison.OrdinalIgnoreCase);
}
