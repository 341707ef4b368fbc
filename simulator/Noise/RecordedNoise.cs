using O4O.Edge.Recording;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;

namespace O4O.Simulator.Noise;

/// <summary>
/// The noise of real plates, out of the quiet stretches of a recording (<see cref="QuietStretches"/>): real correlation in
/// time, real spikes, no model. Each plate is taken for itself, so what real plates have in common is lost.
/// </summary>
public sealed class RecordedNoise
{
    private readonly IReadOnlyList<IReadOnlyList<float[]>> _plates;

    internal RecordedNoise(IReadOnlyList<IReadOnlyList<float[]>> plates, int periodUs) => (_plates, PeriodUs) = (plates, periodUs);

    /// <summary>Plates that have a quiet stretch.</summary>
    public int Plates => _plates.Count;

    /// <summary>Time between two readings, microseconds.</summary>
    public int PeriodUs { get; }

    /// <summary>Quiet readings of all plates together, seconds.</summary>
    public double Seconds => 1e-6 * PeriodUs * _plates.Sum(p => p.Sum(s => s.Length));

    /// <summary>Cuts the quiet stretches out of a recording.</summary>
    /// <exception cref="NotARecordingException">It is no recording of a store, or has no quiet weights; the message says why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static RecordedNoise Load(string path)
    {
        var shelves = new SortedDictionary<string, Shelf>(StringComparer.Ordinal);
        int messages = 0, periodUs = 0;
        using (RecordingReader reader = RecordingReader.Open(path))
        {
            while (reader.TryRead(out RecordedFact fact))
            {
                if (!fact.Topic.EndsWith("/" + Topics.Weights, StringComparison.Ordinal)) continue;
                if (!WeightsPayload.TryRead(fact.Payload, out WeightBatch batch, out _)) continue;
                messages++;
                if (periodUs == 0) periodUs = batch.SamplePeriodUs;
                if (!shelves.TryGetValue(fact.Topic, out Shelf? shelf)) shelves.Add(fact.Topic, shelf = new Shelf(batch.PlateCount));
                shelf.Add(batch);
            }
        }
        if (messages == 0) throw new NotARecordingException($"{path} holds no weights, and so no noise; choose a recording of shelves");
        List<IReadOnlyList<float[]>> plates = [];
        foreach (Shelf shelf in shelves.Values)
        {
            foreach (PlateReadings plate in shelf.Plates)
            {
                if (plate.IsDead) continue;
                List<float[]> quiet = [.. plate.Pieces.SelectMany(p => QuietStretches.Of(p.ToArray(), periodUs))];
                if (quiet.Count > 0) plates.Add(quiet);
            }
        }
        if (plates.Count == 0)
        {
            throw new NotARecordingException(
                $"{path} has no quiet weights: no plate lies still for {QuietStretches.SecondsMin} s in its {messages} weight messages; choose a longer or a calmer recording");
        }
        return new RecordedNoise(plates, periodUs);
    }

    /// <summary>A tape for each plate of a store: the recorded plates dealt out in random order, all of them before one a second time.</summary>
    internal NoiseTape[] Deal(int plates, ulong seed)
    {
        var dice = new Dice(seed, "recorded noise");
        var order = new int[_plates.Count];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        var tapes = new NoiseTape[plates];
        for (int p = 0; p < plates; p++)
        {
            if (p % order.Length == 0) dice.Shuffle<int>(order);
            tapes[p] = new NoiseTape(_plates[order[p % order.Length]], PeriodUs, new Dice(seed, "noise tape", p));
        }
        return tapes;
    }

    /// <summary>The plates of one shelf while the recording is read: late and doubled messages are left out, gaps cut.</summary>
    private sealed class Shelf(int plates)
    {
        private DeviceMark _last;
        private long _nextUs;
        private bool _begun;

        public PlateReadings[] Plates { get; } = [.. Enumerable.Range(0, plates).Select(_ => new PlateReadings())];

        public void Add(in WeightBatch batch)
        {
            if (batch.PlateCount != Plates.Length) return;
            bool sameBoot = _begun && batch.Mark.BootEpoch == _last.BootEpoch;
            if (sameBoot && batch.Mark.Sequence <= _last.Sequence) return;
            // Real devices stamp a message by a clock that is a few milliseconds off: only a missing reading is a gap.
            if (!sameBoot || Math.Abs(batch.Mark.TimeUs - _nextUs) > 2L * batch.SamplePeriodUs)
                foreach (PlateReadings plate in Plates) plate.Gap();
            for (int i = 0; i < batch.SamplesMg.Length; i++)
            {
                PlateReadings plate = Plates[i % Plates.Length];
                if (batch.SamplesMg[i] == WeightBatch.Missing) plate.Gap();
                else plate.Add(batch.SamplesMg[i] / 1000f);
            }
            (_last, _begun) = (batch.Mark, true);
            _nextUs = batch.Mark.TimeUs + (long)batch.SampleCount * batch.SamplePeriodUs;
        }
    }
}
