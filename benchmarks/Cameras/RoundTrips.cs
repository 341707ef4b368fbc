using System.Diagnostics;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Wire;

namespace O4O.Benchmarks.Cameras;

/// <summary>
/// The floor under a cart's way: a message of a weights message's length from a device to whoever sits beside the edge, and one
/// back, through the same broker at the same time, twenty times a second.
/// </summary>
internal sealed class RoundTrips : IDisposable
{
    private const int EveryMs = 50, Bytes = 224;
    private readonly MqttClient _probe, _echo;
    private readonly Ear _heard = new();
    private readonly Thread _thread;
    private readonly string _ping;
    private volatile bool _stopping;

    /// <param name="store">The store's name.</param>
    /// <param name="device">A user of the broker that nobody else is.</param>
    /// <param name="probe">Its connection.</param>
    /// <param name="beside">The edge's own rights, under another client's name.</param>
    public RoundTrips(string store, string device, MqttClientOptions probe, MqttClientOptions beside)
    {
        _ping = Topics.Up(store, device, "ping");
        string pong = Topics.Down(store, device, "pong");
        _probe = new MqttClient(probe, _heard);
        _probe.Subscribe(pong, 0);
        var echo = new Echo();
        _echo = new MqttClient(beside, echo);
        echo.Answer = payload => _echo.Publish(pong, payload, 0, false);
        _echo.Subscribe(_ping, 0);
        _probe.Start();
        _echo.Start();
        if (!SpinWait.SpinUntil(() => _probe.Counters.Subscribed > 0 && _echo.Counters.Subscribed > 0, TimeSpan.FromSeconds(20)))
            throw new TimeoutException($"the probe did not reach the broker: {_probe.LastDisconnectReason} {_echo.LastDisconnectReason}");
        _thread = new Thread(Run) { IsBackground = true, Name = "round trips" };
        _thread.Start();
    }

    /// <summary>Ends it: how long each took, µs, sorted.</summary>
    public List<long> End()
    {
        _stopping = true;
        _thread.Join();
        List<long> all = [.. _heard.TookUs];
        all.Sort();
        return all;
    }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _probe.Dispose();
        _echo.Dispose();
    }

    private void Run()
    {
        byte[] message = new byte[Bytes];
        while (!_stopping)
        {
            BitConverter.TryWriteBytes(message, Stopwatch.GetTimestamp());
            _probe.Publish(_ping, message, 0, false);
            Thread.Sleep(EveryMs);
        }
    }

    private sealed class Ear : IMqttHandler
    {
        public List<long> TookUs { get; } = [];

        public void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained) =>
            TookUs.Add((long)Stopwatch.GetElapsedTime(BitConverter.ToInt64(payload)).TotalMicroseconds);

        public void OnConnected()
        {
        }

        public void OnDisconnected(string reason)
        {
        }

        public void OnOversized(string topic, int bytes)
        {
        }
    }

    private sealed class Echo : IMqttHandler
    {
        public Func<byte[], MqttPublishResult>? Answer { get; set; }

        public void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained) => Answer?.Invoke(payload.ToArray());

        public void OnConnected()
        {
        }

        public void OnDisconnected(string reason)
        {
        }

        public void OnOversized(string topic, int bytes)
        {
        }
    }
}
