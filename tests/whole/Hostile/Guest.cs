using System.Collections.Concurrent;
using System.Text;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;
using O4O.Simulator.Demo;
using O4O.Whole.Tests.Running;

namespace O4O.Whole.Tests.Hostile;

/// <summary>Somebody at the broker who has a device's password and means no good: a connection of its own beside the device's.</summary>
internal sealed class Guest : IMqttHandler, IDisposable
{
    private const uint BootEpoch = 1;
    private readonly ConcurrentQueue<DecisionPayload> _decisions = new();
    private readonly MqttClient _client;
    private readonly string _store;
    private readonly string _user;
    private uint _sequence;

    private Guest(DemoRun run, string user)
    {
        (_store, _user) = (run.Setup.Store.Store, user);
        _client = new MqttClient(run.BrokerClient(user) with { ClientId = $"hostile-{user}" }, this);
        _client.Subscribe(Topics.Down(_store, user, Topics.Decision), qos: 1);
        _client.Start();
    }

    public static async Task<Guest> ComeAsync(DemoRun run, string user)
    {
        var guest = new Guest(run, user);
        await Until.TrueAsync("the guest's subscription", () => Task.FromResult(guest._client.Counters.Subscribed > 0));
        return guest;
    }

    /// <summary>Publishes under a device's name, which may be another's.</summary>
    public void Say(string device, string kind, ReadOnlySpan<byte> payload) =>
        Assert.Equal(MqttPublishResult.Accepted, _client.Publish(Topics.Up(_store, device, kind), payload, qos: 1, retain: false));

    /// <summary>Says text under its own name.</summary>
    public void Say(string kind, string text) => Say(_user, kind, Encoding.UTF8.GetBytes(text));

    /// <summary>Shows a code at its own gate and returns the answer.</summary>
    public async Task<DecisionPayload> ShowAsync(string code)
    {
        uint sequence = Send(code);
        DecisionPayload? answer = null;
        await Until.TrueAsync($"an answer to scan {sequence}", () =>
        {
            answer = _decisions.FirstOrDefault(d => d.BootEpoch == BootEpoch && d.Sequence == sequence);
            return Task.FromResult(answer is not null);
        });
        return answer!;
    }

    /// <summary>Shows a code many times at once, each a new scan, and returns every answer.</summary>
    public async Task<IReadOnlyList<DecisionPayload>> ShowManyAsync(string code, int times)
    {
        HashSet<uint> sent = [.. Enumerable.Range(0, times).Select(_ => Send(code))];
        IReadOnlyList<DecisionPayload> answers = [];
        await Until.TrueAsync($"answers to {times} scans", () =>
        {
            answers = [.. _decisions.Where(d => sent.Contains(d.Sequence)).DistinctBy(d => d.Sequence)];
            return Task.FromResult(answers.Count == times);
        });
        return answers;
    }

    /// <summary>Shows a code so many times without waiting for an answer; stops early when the broker takes no more.</summary>
    public void Flood(string code, int times)
    {
        for (int i = 0; i < times; i++)
        {
            byte[] scan = ScanPayload.Write(new GateScan(new DeviceMark(BootEpoch, ++_sequence, _sequence), code));
            if (_client.Publish(Topics.Up(_store, _user, Topics.Scan), scan, qos: 1, retain: false) != MqttPublishResult.Accepted) return;
        }
    }

    /// <summary>Sends the last scan again, mark and all, as a network does that duplicates.</summary>
    public async Task<IReadOnlyList<DecisionPayload>> RepeatLastAsync(string code)
    {
        int before = _decisions.Count(d => d.Sequence == _sequence);
        Say(_user, Topics.Scan, ScanPayload.Write(new GateScan(new DeviceMark(BootEpoch, _sequence, _sequence), code)));
        await Until.TrueAsync("the answer once more", () => Task.FromResult(_decisions.Count(d => d.Sequence == _sequence) > before));
        return [.. _decisions.Where(d => d.Sequence == _sequence)];
    }

    public void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained)
    {
        if (DecisionPayload.Read(payload) is { } decision) _decisions.Enqueue(decision);
    }

    public void OnConnected()
    {
    }

    public void OnDisconnected(string reason)
    {
    }

    public void OnOversized(string topic, int bytes)
    {
    }

    public void Dispose() => _client.Dispose();

    private uint Send(string code)
    {
        uint sequence = ++_sequence;
        Say(_user, Topics.Scan, ScanPayload.Write(new GateScan(new DeviceMark(BootEpoch, sequence, sequence), code)));
        return sequence;
    }
}
