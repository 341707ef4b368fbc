using System.Net;
using System.Net.Sockets;

namespace O4O.Edge.Tests.Drivers.Mqtt;

/// <summary>A wire between a client and a broker that can be cut: both ends see the connection reset, no goodbye passes.</summary>
internal sealed class CutProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _sockets = [];
    private readonly int _target;

    public CutProxy(int targetPort)
    {
        _target = targetPort;
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends what is connected, and takes no more.</summary>
    public void Cut()
    {
        _listener.Stop();
        lock (_sockets)
        {
            foreach (var socket in _sockets)
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }

            _sockets.Clear();
        }
    }

    public void Dispose() => Cut();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var near = _listener.AcceptSocket();
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                far.Connect(IPAddress.Loopback, _target);
                lock (_sockets)
                {
                    _sockets.AddRange([near, far]);
                }

                new Thread(() => Copy(near, far)) { IsBackground = true }.Start();
                new Thread(() => Copy(far, near)) { IsBackground = true }.Start();
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut: the listener is closed, which is the way to end this thread.
        }
    }

    private static void Copy(Socket from, Socket to)
    {
        var buffer = new byte[65_536];
        try
        {
            for (int read; (read = from.Receive(buffer)) > 0;)
            {
                to.Send(buffer.AsSpan(0, read));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
