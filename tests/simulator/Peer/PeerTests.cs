using O4O.Edge.Recording;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Codes;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Peer;
using O4O.Simulator.Scoring;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Peer;

/// <summary>The peer on recordings made by hand: one shelf, two people, steps without noise.</summary>
public sealed class PeerTests : IDisposable
{
    private static readonly StoreTime Start = new(1_767_571_200_000_000);
    private static readonly StoreFile Store = DemoStore.Create();
    private static readonly StoreLayout Layout = Store.ToLayout();
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-peer-").FullName;

    [Fact]
    public void Peer_OneProductLifted_IsOnTheReceiptOfTheNearest()
    {
        Facing cola = FacingOf("Cola 500 ml");

        Outcome outcome = Run(cola, (5, -538));

        SeenEvent seen = Assert.Single(outcome.Events);
        Assert.InRange(seen.TimeUs - Start.Us, 4_800_000, 5_200_000);
        Assert.InRange(seen.DeltaGrams, -540, -536);
        Assert.InRange(seen.DecidedAfterMs, 400, 1_200);
        Assert.Equal([new ReceiptsFile.Line(Layout.Products[cola.ProductIndex].Gtin, 1)], LinesOf(outcome, "near"));
        Assert.Empty(LinesOf(outcome, "far"));
    }

    [Fact]
    public void Peer_TwoLiftedOnePutBack_LeavesOne()
    {
        Facing cola = FacingOf("Cola 500 ml");

        Outcome outcome = Run(cola, (5, -1_076), (9, 538));

        Assert.Equal(2, outcome.Events.Count);
        Assert.Equal([new ReceiptsFile.Line(Layout.Products[cola.ProductIndex].Gtin, 1)], LinesOf(outcome, "near"));
    }

    [Fact]
    public void Peer_LessThanItsWindowSees_IsNothing()
    {
        Outcome outcome = Run(FacingOf("Roasted seaweed snack"), (5, -24));

        Assert.Empty(outcome.Events);
        Assert.Empty(LinesOf(outcome, "near"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Facing FacingOf(string name) => Layout.Facings.First(f => Layout.Products[f.ProductIndex].Name == name);

    private static IReadOnlyList<ReceiptsFile.Line> LinesOf(Outcome outcome, string shopper) => outcome.Receipts.Receipts.Single(r => r.Shopper == shopper).Lines;

    /// <summary>Sixteen seconds: each step (second, grams) happens at once on the facing's first plate.</summary>
    private Outcome Run(Facing facing, params (int Second, int Grams)[] steps)
    {
        string path = Path.Combine(_folder, "rec.mcap");
        CodeIssuerKey key = CodeIssuerKey.FromSeed(1);
        Shelf shelf = Layout.Shelves[facing.ShelfIndex];
        Point3 place = Layout.Plates[facing.Plates[0]].Space.Centre;
        string weights = Topics.Up(Layout.StoreId, shelf.Device, Topics.Weights), people = Topics.Up(Layout.StoreId, Store.Eyes[0].Device, Topics.People);
        string scans = Topics.Up(Layout.StoreId, Layout.Gates[0].Device, Topics.Scan);
        using (var writer = new RecordingWriter(path, Store with { Issuers = [key.Issuer] }, Start))
        {
            Span<int> row = stackalloc int[4 * shelf.PlateCount];
            var message = new byte[WeightsPayload.Size(shelf.PlateCount, 4)];
            var frame = new byte[PeoplePayload.Size(2)];
            uint sequence = 0;
            foreach (string shopper in (string[])["near", "far"])
                writer.Fact(Start, 0, scans, ScanPayload.Write(new GateScan(new DeviceMark(1, sequence++, 0), key.Issue(shopper, Layout.StoreId, shopper, Start.Us / 1_000_000))));
            for (int i = 0; i < 240; i++)
            {
                long us = i * 66_668L;
                row.Fill(2_000_000);
                int grams = steps.Where(s => s.Second * 1_000_000L <= us).Sum(s => s.Grams);
                for (int sample = 0; sample < 4; sample++) row[sample * shelf.PlateCount + facing.Plates[0] - shelf.FirstPlate] += grams * 1000;
                int length = WeightsPayload.Write(message, new DeviceMark(1, (uint)i, us), 16_667, shelf.PlateCount, row);
                writer.Fact(Start + us, us, weights, message.AsSpan(0, length));
                PersonObservation[] seen = [Person(11, place, i == 0 ? 100 : 300), Person(12, place, 1_500)];
                length = PeoplePayload.Write(frame, new DeviceMark(1, (uint)i, Start.Us + us), seen);
                writer.Fact(Start + us, Start.Us + us, people, frame.AsSpan(0, length));
            }
        }
        return new PeerContender().Run(path, _folder);
    }

    private static PersonObservation Person(long track, Point3 place, int awayMm)
    {
        var joints = default(JointSet);
        joints[(int)JointKind.RightWrist] = new Joint((int)place.X + awayMm, (int)place.Y, (int)place.Z, 200);
        return new PersonObservation(track, joints);
    }
}
