using O4O.Edge.Drivers.Journal;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Journal;

public sealed class JournalPowerLossTests
{
    [Fact]
    public void PowerLoss_FiveHundredSeeds_KeepEveryDurableRecord()
    {
        var lostUnpromised = 0;
        var cuts = 0;

        for (var seed = 0; seed < 500; seed++)
        {
            var trial = new Trial(seed);
            trial.Run();
            lostUnpromised += trial.Recovered < trial.WrittenAtCut ? 1 : 0;
            cuts += trial.BytesCut > 0 ? 1 : 0;
        }

        // The cut must have bitten, or the test proves nothing.
        Assert.True(lostUnpromised > 100 && cuts > 50, $"{lostUnpromised} trials lost unpromised records, {cuts} cut a tail");
    }

    /// <summary>
    /// One life of a journal up to a power cut in the middle of a flush. All appends happen inside the flush thread's own
    /// callback, so the groups, and with them the whole trial, follow from the seed alone.
    /// </summary>
    private sealed class Trial
    {
        private readonly int _seed;
        private readonly Random _random;
        private readonly MemoryDisk _disk = new();
        private readonly JournalOptions _options;
        private readonly long _cutAtFlush;
        private JournalWriter? _writer;
        private long _durable;
        private MemoryDisk? _after;
        private long _durableAtCut;

        public Trial(int seed)
        {
            _seed = seed;
            _random = new Random(seed);
            _cutAtFlush = _random.Next(1, 25);
            _options = Records.Small with
            {
                MaxSegmentBytes = _random.Next(16, 64) << 10,
                PreallocateBytes = _random.Next(3) * 6000,
            };
        }

        public long WrittenAtCut { get; private set; }

        public long Recovered { get; private set; }

        public long BytesCut { get; private set; }

        public void Run()
        {
            using var opened = new ManualResetEventSlim();
            using var finished = new ManualResetEventSlim();
            _disk.BeforeFlush = CutPowerAtItsTime;
            using (_writer = Records.Open(_disk, _options, durable =>
            {
                opened.Wait();
                _durable = durable;
                if (_after is null)
                {
                    AppendGroup();
                }
                else
                {
                    finished.Set();
                }
            }))
            {
                _writer.Append(Records.Payload(1));
                opened.Set();
                Assert.True(finished.Wait(Records.Limit), $"seed {_seed}: the cut never came");
            }

            CheckWhatIsLeft(_after!);
        }

        private void AppendGroup()
        {
            for (var left = _random.Next(1, 12); left > 0; left--)
            {
                if (_writer!.TryAppend(Records.Payload(_writer.LastSequence + 1), out _) != AppendOutcome.Accepted)
                {
                    break;
                }
            }
        }

        private void CutPowerAtItsTime()
        {
            if (_after is null && _disk.Flushes + 1 >= _cutAtFlush && _writer is not null)
            {
                _durableAtCut = _durable;
                WrittenAtCut = _writer.LastSequence;
                _after = _disk.CutPower(_random);
            }
        }

        private void CheckWhatIsLeft(MemoryDisk disk)
        {
            using (var writer = Records.Open(disk, _options))
            {
                Recovered = writer.Recovery.LastSequence;
                BytesCut = writer.Recovery.BytesCut;
                Assert.True(Recovered >= _durableAtCut, $"seed {_seed}: {_durableAtCut} was durable, {Recovered} is left");
                Assert.True(Recovered <= WrittenAtCut, $"seed {_seed}: {Recovered} is more than {WrittenAtCut} written");
                Records.Append(writer, groups: 2, recordsPerGroup: 3);
            }

            Assert.Equal(Recovered + 6, Records.ReadAndCheck(disk));
        }
    }
}
