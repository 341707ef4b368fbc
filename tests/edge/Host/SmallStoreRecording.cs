using O4O.Edge.Recording;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Wire;

namespace O4O.Edge.Tests.Host;

/// <summary>The small store as a file, and its facts as messages and recordings.</summary>
internal static class SmallStoreRecording
{
    public static StoreFile Store { get; } = new()
    {
        Store = SmallStore.Id,
        Currency = SmallStore.Layout.Currency,
        BoundsMm = Numbers(SmallStore.Layout.Bounds),
        Products = [.. SmallStore.Layout.Products.Select(p => new StoreFile.ProductEntry(p.Gtin, p.Name, p.Weight.Grams, p.Price.Minor))],
        Shelves = [.. SmallStore.Layout.Shelves.Select(s => new StoreFile.ShelfEntry(
            s.Gondola, s.Number,
            [.. SmallStore.Layout.Plates.Where(p => p.ShelfIndex == s.Index).Select(p => new StoreFile.PlateEntry(p.Number, Numbers(p.Space)))]))],
        Facings = [.. SmallStore.Layout.Facings.Select(f => new StoreFile.FacingEntry(
            SmallStore.Layout.Products[f.ProductIndex].Gtin, SmallStore.Layout.Shelves[f.ShelfIndex].Gondola,
            SmallStore.Layout.Shelves[f.ShelfIndex].Number, [.. f.Plates.Select(p => SmallStore.Layout.Plates[p].Number)]))],
        Gates = [.. SmallStore.Layout.Gates.Select(g => new StoreFile.GateEntry(
            g.Device, [g.Scanner.X, g.Scanner.Y, g.Scanner.Z], Numbers(g.EntryZone), Numbers(g.ExitZone)))],
        Eyes = [new StoreFile.EyesEntry(SmallStore.EyesDevice)],
        Hands = [new StoreFile.HandsEntry(SmallStore.HandsDevice)],
        Issuers = [CodeMint.Ours.Issuer],
    };

    /// <summary>A sensor's fact as it comes from the broker; null for a tick, which the store makes itself.</summary>
    public static (string Device, string Kind, byte[] Bytes)? Message(Fact fact)
    {
        switch (fact)
        {
            case WeightsFact w:
                var weights = new byte[WeightsPayload.Size(w.Plates, w.Mg.Length / w.Plates)];
                WeightsPayload.Write(weights, w.Mark, w.PeriodUs, w.Plates, w.Mg);
                return (w.Device, Topics.Weights, weights);
            case PeopleFact p:
                var people = new byte[PeoplePayload.Size(p.People.Length)];
                PeoplePayload.Write(people, p.Mark, p.People);
                return (p.Device, Topics.People, people);
            case HandsFact h:
                var hands = new byte[HandsPayload.Size(h.Looks.Length)];
                HandsPayload.Write(hands, h.Mark, h.Looks, SmallStore.Layout);
                return (h.Device, Topics.Hands, hands);
            case ScanFact s:
                return (SmallStore.GateDevice, Topics.Scan, ScanPayload.Write(s.Scan));
            case AnswerFact a:
                return (Topics.EdgeDevice, Topics.Charge, ChargeAnswerPayload.Write(a.Answer));
            default:
                return null;
        }
    }

    public static void Write(string path, IEnumerable<Fact> facts)
    {
        using var writer = new RecordingWriter(path, Store, Script.Zero);
        foreach (Fact fact in facts)
            if (Message(fact) is var (device, kind, bytes)) writer.Fact(new StoreTime(fact.AtUs), fact.AtUs, Topics.Up(SmallStore.Id, device, kind), bytes);
    }

    private static double[] Numbers(Box3 b) => [b.Min.X, b.Min.Y, b.Min.Z, b.Max.X, b.Max.Y, b.Max.Z];
}
