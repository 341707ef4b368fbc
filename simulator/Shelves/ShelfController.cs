using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Shelves;

/// <summary>
/// A shelf's controller: reads its load cells at 60 Hz by its own free-running clock, sends four readings a message, counts
/// its starts and messages, restarts and is cut off now and then.
/// </summary>
internal sealed class ShelfController
{
    public const int SamplesPerMessage = 4;
    public const int SamplePeriodUs = 16_667;

    /// <summary>A lift takes a tenth to four tenths of a second: a hole that is so long can hide when it was, and whose.</summary>
    private const long HoleUs = 250_000;

    private readonly LoadCells _cells;
    private readonly Post _post;
    private readonly Network _network;
    private readonly Hearing _hearing = new(HoleUs);
    private readonly string _weightsTopic, _statusTopic;
    private readonly int[] _samples;
    private readonly byte[] _message;
    private readonly double _clockRate;
    private int _filled;
    private uint _bootEpoch, _sequence;
    private long _bootUs, _firstSampleUs, _deadUntilUs, _cutOffUntilUs;

    public ShelfController(string store, LoadCells cells, FaultOptions faults, Post post, ulong seed, long nowUs)
    {
        (_cells, _post) = (cells, post);
        int plates = cells.Shelf.PlateCount;
        _network = new Network(post, faults, new Dice(seed, "shelf network", cells.Shelf.Index), _hearing, TruthFault.SilentShelf);
        var clock = new Dice(seed, "shelf clock", cells.Shelf.Index);
        _weightsTopic = Topics.Up(store, cells.Shelf.Device, Topics.Weights);
        _statusTopic = Topics.Up(store, cells.Shelf.Device, Topics.Status);
        _samples = new int[SamplesPerMessage * plates];
        _message = new byte[WeightsPayload.Size(plates, SamplesPerMessage)];
        _clockRate = 1 + clock.Between(-20e-6, 20e-6); // a common crystal: within 20 ppm
        _bootEpoch = (uint)clock.Between(1L, 60L);
        _bootUs = nowUs - clock.Between(60_000_000L, 86_400_000_000L);
        // The first message of each shelf has its own length of wait, so that the shelves do not speak in chorus.
        _deadUntilUs = nowUs + clock.Between(0L, 66_000L);
        Tell(nowUs);
    }

    /// <summary>What the edge heard of it.</summary>
    public Hearing Heard => _hearing;

    /// <summary>Goes down now and comes up with a new boot epoch.</summary>
    public void Restart(long nowUs, long downUs)
    {
        _deadUntilUs = nowUs + downUs;
        _bootUs = _deadUntilUs;
        _bootEpoch++;
        _sequence = 0;
        _filled = 0;
        _hearing.Miss(TruthFault.RestartedShelf);
        Tell(_deadUntilUs);
    }

    /// <summary>Loses the network: it goes on reading and counting, and nobody hears it.</summary>
    public void CutOff(long nowUs, long durationUs) => _cutOffUntilUs = Math.Max(_cutOffUntilUs, nowUs + durationUs);

    /// <summary>One reading. The load cells move on even while the controller is down.</summary>
    public void Tick(long nowUs)
    {
        int plates = _cells.Shelf.PlateCount;
        Span<int> row = _samples.AsSpan(_filled * plates, plates);
        _cells.Read(nowUs, row);
        if (nowUs < _deadUntilUs) return;
        if (_filled == 0) _firstSampleUs = nowUs;
        if (++_filled < SamplesPerMessage) return;
        _filled = 0;
        Publish(nowUs);
    }

    private void Publish(long nowUs)
    {
        long deviceUs = (long)((_firstSampleUs - _bootUs) * _clockRate);
        var mark = new DeviceMark(_bootEpoch, _sequence++, deviceUs);
        int length = WeightsPayload.Write(_message, mark, SamplePeriodUs, _cells.Shelf.PlateCount, _samples);
        _network.Send(nowUs, _firstSampleUs, 2_000L, 9_000L, deviceUs, _weightsTopic, _message.AsSpan(0, length), _cutOffUntilUs);
    }

    private void Tell(long atUs) => _post.Send(atUs, (long)((atUs - _bootUs) * _clockRate), _statusTopic, new StatusPayload(true).ToBytes());
}
