using O4O.Edge.Recording;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Scoring;

namespace O4O.Simulator.Peer;

/// <summary>
/// The peer on one of our recordings. A benchmark: nothing of it is in the edge. What its description leaves open is done in its
/// favour: whoever appears next after a scan is taken for the one who scanned, and every visit is closed without review.
/// </summary>
public sealed class PeerContender : IContender
{
    public Outcome Run(string recording, string folder)
    {
        using RecordingReader reader = RecordingReader.Open(recording);
        StoreLayout layout = reader.Store.ToLayout();
        Dictionary<string, ShelfTape> tapes = layout.Shelves.ToDictionary(s => Topics.Up(layout.StoreId, s.Device, Topics.Weights), s => new ShelfTape(s), StringComparer.Ordinal);
        var people = new PeerPeople();
        while (reader.TryRead(out RecordedFact fact))
        {
            if (tapes.TryGetValue(fact.Topic, out ShelfTape? tape))
            {
                if (WeightsPayload.TryRead(fact.Payload, out WeightBatch batch, out _)) tape.Add(batch, fact.LogTime.Us);
            }
            else if (fact.Topic.EndsWith("/" + Topics.People, StringComparison.Ordinal)) people.See(fact.Payload);
            else if (fact.Topic.EndsWith("/" + Topics.Scan, StringComparison.Ordinal)) people.Scan(fact.Payload);
        }
        PeerChange[] changes = [.. tapes.Values.SelectMany(t => t.Changes()).OrderBy(c => c.TimeUs)];
        return Settle(layout, changes, people);
    }

    private static Outcome Settle(StoreLayout layout, PeerChange[] changes, PeerPeople people)
    {
        var rule = new PeerRule(layout);
        SortedDictionary<string, Dictionary<int, int>> carts = new(StringComparer.Ordinal);
        foreach (string shopper in people.Shoppers) carts.TryAdd(shopper, []);
        foreach (PeerChange change in changes)
        {
            Point3 place = layout.Plates[change.Shelf.FirstPlate + PeerRule.Widest(change)].Space.Centre;
            if (people.Nearest(place, change.TimeUs) is { } shopper) rule.Book(change, carts[shopper]);
        }
        return new Outcome(
            new ReceiptsFile
            {
                Receipts = [.. carts.Select(c => new ReceiptsFile.Receipt(c.Key, c.Key, false,
                    [.. c.Value.Where(l => l.Value > 0).Select(l => new ReceiptsFile.Line(layout.Products[l.Key].Gtin, l.Value))]))],
            },
            [.. changes.Select(c => new SeenEvent(c.TimeUs, c.Shelf.Gondola, c.Shelf.Number, c.Grams, (c.DecidedUs - c.TimeUs) / 1000.0))]);
    }
}
