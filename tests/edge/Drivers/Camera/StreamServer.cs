using System.Net;
using System.Net.Sockets;

namespace O4O.Edge.Tests.Drivers.Camera;

/// <summary>
/// A camera's server, HTTP or RTSP as it is asked: whoever connects gets a transport stream at the speed at which it was filmed, a second after another of
/// whatever is being shown. It can be cut, closed, and made to say nothing.
/// </summary>
internal sealed class StreamServer : IDisposable
{
    private const int PartMs = 50, PacketBytes = 188;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly Thread _accepting;
    private TcpListener _listener;
    private TcpClient? _client;
    private volatile byte[] _shown;
    private volatile int _seconds = 1;
    private volatile bool _silent, _open = true;

    public StreamServer(byte[] shown)
    {
        _shown = shown;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = new Thread(Serve) { IsBackground = true, Name = "stream server" };
        _accepting.Start();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}/live.ts";

    public string RtspUrl => $"rtsp://127.0.0.1:{Port}/live";

    /// <summary>When what is being shown is over.</summary>
    public void Show(byte[] clip, int seconds = 1) => (_seconds, _shown) = (seconds, clip);

    /// <summary>The connection stays, and nothing comes through it.</summary>
    public void Silence(bool silent) => _silent = silent;

    /// <summary>Ends the connection, and takes no other until <see cref="Restore"/>.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _open = false;
            _listener.Stop();
            _client?.Close();
        }
    }

    public void Restore()
    {
        lock (_gate)
        {
            _listener = new TcpListener(IPAddress.Loopback, Port);
            _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _listener.Start();
            _open = true;
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        Cut();
        _accepting.Join();
        _end.Dispose();
    }

    private void Serve()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                if (!_open)
                {
                    _end.Token.WaitHandle.WaitOne(5);
                    continue;
                }
                using TcpClient client = _listener.AcceptTcpClient();
                _client = client;
                Send(client.GetStream());
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                // Cut by the test, or left by the camera: on to the next.
            }
        }
    }

    private void Send(NetworkStream stream)
    {
        byte[] first = new byte[4];
        stream.ReadExactly(first);
        RtspSpeaker? rtsp = first.AsSpan().SequenceEqual("OPTI"u8) ? new RtspSpeaker(stream) : null;
        if (rtsp is not null) rtsp.Prepare("OPTI");
        else stream.Write("HTTP/1.0 200 OK\r\nContent-Type: video/mp2t\r\n\r\n"u8); // "GET ", and the rest does not matter
        while (!_end.IsCancellationRequested)
        {
            byte[] clip = _shown;
            int parts = _seconds * 1000 / PartMs;
            for (int part = 0; part < parts; part++)
            {
                while (_silent && !_end.IsCancellationRequested) _end.Token.WaitHandle.WaitOne(5);
                int packets = clip.Length / PacketBytes;
                int from = PacketBytes * (int)((long)packets * part / parts), to = PacketBytes * (int)((long)packets * (part + 1) / parts);
                if (rtsp is not null) rtsp.Write(clip.AsSpan(from, to - from), PartMs);
                else stream.Write(clip, from, to - from);
                _end.Token.WaitHandle.WaitOne(PartMs); // the speed of the film, not a wait for anything
            }
        }
    }
}
