using O4O.Edge.Recording;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Simulator.Import;

/// <summary>Writes documents as the messages that the devices of our own would have sent.</summary>
internal sealed class FactWriter
{
    /// <summary>The devices of a recording started once.</summary>
    private const uint BootEpoch = 1;
    private readonly RecordingWriter _writer;
    private readonly List<Target> _shelves = [];
    private readonly string _people = Topics.Up(ImportedStore.StoreId, ImportedStore.EyesDevice, Topics.People);
    private int[] _samplesMg = [];
    private byte[] _payload = new byte[PeoplePayload.Size(PeoplePayload.PeopleMax)];

    /// <param name="Gondola">The gondola whose documents hold this shelf.</param>
    /// <param name="Shelf">Its number.</param>
    /// <param name="Plates">The numbers of its plates in the order of the layout.</param>
    /// <param name="Topic">Where it speaks.</param>
    private sealed record Target(int Gondola, int Shelf, int[] Plates, string Topic);

    public FactWriter(RecordingWriter writer, StoreFile store, PlateCensus census)
    {
        _writer = writer;
        var heard = new HashSet<(int, int)>(census.Channels.Select(c => (c.Id.Gondola, c.Id.Shelf)));
        foreach (StoreFile.ShelfEntry shelf in store.Shelves)
        {
            // A shelf that never gave a reading has no controller: it must not seem to speak.
            if (!heard.Contains((shelf.Gondola, shelf.Shelf))) continue;
            string topic = Topics.Up(store.Store, $"shelf-{shelf.Gondola}-{shelf.Shelf}", Topics.Weights);
            _shelves.Add(new Target(shelf.Gondola, shelf.Shelf, [.. shelf.Plates.Select(p => p.Plate)], topic));
        }
    }

    public long WeightMessages { get; private set; }

    /// <summary>One message for each shelf of the gondola that the document speaks of.</summary>
    public void Weights(in FactReference fact, PlateDocument document)
    {
        var mark = new DeviceMark(BootEpoch, fact.Sequence, document.FirstSampleUs);
        foreach (Target shelf in _shelves)
        {
            if (shelf.Gondola != document.Gondola || shelf.Shelf >= document.ShelfEnd) continue;
            int count = document.Samples * shelf.Plates.Length;
            if (_samplesMg.Length < count) _samplesMg = new int[count];
            int i = 0;
            for (int s = 0; s < document.Samples; s++)
                foreach (int plate in shelf.Plates)
                    _samplesMg[i++] = plate < document.PlateEnd ? Milligrams(document.Grams(s, shelf.Shelf, plate)) : WeightBatch.Missing;
            int size = WeightsPayload.Size(shelf.Plates.Length, document.Samples);
            if (_payload.Length < size) _payload = new byte[size];
            int length = WeightsPayload.Write(_payload, mark, document.SamplePeriodUs, shelf.Plates.Length, _samplesMg.AsSpan(0, count));
            _writer.Fact(new StoreTime(fact.Times.LogUs), mark.TimeUs, shelf.Topic, _payload.AsSpan(0, length));
            WeightMessages++;
        }
    }

    /// <summary>One frame of people.</summary>
    public void People(in FactReference fact, TargetDocument document)
    {
        var mark = new DeviceMark(BootEpoch, fact.Sequence, fact.Times.OriginUs);
        int length = PeoplePayload.Write(_payload, mark, document.People);
        _writer.Fact(new StoreTime(fact.Times.LogUs), mark.TimeUs, _people, _payload.AsSpan(0, length));
    }

    private static int Milligrams(float grams)
    {
        double mg = Math.Round(grams * 1000.0);
        return Math.Abs(mg) <= int.MaxValue ? (int)mg : WeightBatch.Missing; // NaN fails the comparison too
    }
}
