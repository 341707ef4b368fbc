using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace O4O.Simulator.Demo.Cameras;

/// <summary>
/// One camera's pictures as a stream on loopback, which whoever connects reads as they would a real camera's: YUV4MPEG2 over TCP, raw
/// pictures after one line. Nothing is compressed here (the renderer has done that to the pixels), so it costs next to nothing at either end.
/// One reader at a time; a picture that it is not ready for is dropped, never kept.
/// </summary>
internal sealed class CameraStream : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Thread _thread;
    private readonly byte[] _header;
    private readonly object _gate = new(); // waited on with Monitor
    private byte[] _waiting, _sending;
    private bool _hasWaiting, _isRead, _stopping;
    private Socket? _reader;
    private long _sent, _dropped;

    /// <param name="width">Of the pictures.</param>
    /// <param name="height">Of the pictures.</param>
    /// <param name="fps">How many a second it says it has.</param>
    public CameraStream(int width, int height, int fps)
    {
        (_waiting, _sending) = (new byte[Bytes(width, height)], new byte[Bytes(width, height)]);
        _header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"YUV4MPEG2 W{width} H{height} F{fps}:1 Ip A1:1 C420jpeg\n"));
        _listener.Start();
        _thread = new Thread(Serve) { Name = "camera stream", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Where it is read.</summary>
    public string Source => string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Whether somebody reads it now.</summary>
    public bool IsRead
    {
        get
        {
            lock (_gate) return _isRead;
        }
    }

    /// <summary>Pictures handed to a reader.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Pictures that nobody was ready for.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    private static int Bytes(int width, int height) => Rendering.Pictures.VideoPicture.Bytes(width, height);

    /// <summary>The next picture: it is sent as soon as the last one is out; one that was still waiting for that is dropped.</summary>
    public void Show(ReadOnlySpan<byte> i420)
    {
        lock (_gate)
        {
            if (!_isRead || _hasWaiting) Interlocked.Increment(ref _dropped);
            if (!_isRead) return;
            i420.CopyTo(_waiting);
            _hasWaiting = true;
            Monitor.Pulse(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
            _reader?.Dispose();
        }
        _listener.Stop();
        _thread.Join();
        _listener.Dispose();
    }

    private void Serve()
    {
        while (true)
        {
            try
            {
                using Socket reader = _listener.AcceptSocket();
                lock (_gate)
                {
                    if (_stopping) return;
                    (_reader, _hasWaiting, _isRead) = (reader, false, true);
                }
                reader.NoDelay = true;
                SendAll(reader, _header);
                while (Next())
                {
                    SendAll(reader, "FRAME\n"u8);
                    SendAll(reader, _sending);
                    Interlocked.Increment(ref _sent);
                }
                return;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The reader has gone, as ffmpeg does when it is ended: the next one is waited for. Or we are to stop.
                lock (_gate)
                {
                    (_reader, _isRead) = (null, false);
                    if (_stopping) return;
                }
            }
        }
    }

    /// <summary>Waits for a picture and takes it; false at the end.</summary>
    private bool Next()
    {
        lock (_gate)
        {
            while (!_hasWaiting && !_stopping) Monitor.Wait(_gate);
            if (_stopping) return false;
            (_sending, _waiting, _hasWaiting) = (_waiting, _sending, false);
            return true;
        }
    }

    private static void SendAll(Socket to, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[to.Send(bytes)..];
    }
}
