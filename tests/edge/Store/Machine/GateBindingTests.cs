using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>A code opens one gate for whoever comes in there, and for nobody else.</summary>
public sealed class GateBindingTests
{
    private const long Anna = 11, Ben = 12;

    [Fact]
    public void Code_AtAnotherGate_TakesNobodyWhoComesInHere()
    {
        StoreMachine machine = TwoGates();
        machine.Start(Script.Time(0));
        Show(machine, "gate-2", 1, CodeMint.Ours.Code("mallory", Script.Time(1)));

        See(machine, 2, Anna, new Point3(600, 600, 0));

        Assert.Single(machine.Records.OfType<SessionOpened>(), o => o.Gate == "gate-2");
        Assert.Empty(machine.Records.OfType<TrackBound>());
    }

    [Fact]
    public void Code_AtThisGate_TakesWhoeverComesInHere()
    {
        StoreMachine machine = TwoGates();
        machine.Start(Script.Time(0));
        Show(machine, "gate-1", 1, CodeMint.Ours.Code("anna", Script.Time(1)));

        See(machine, 2, Anna, new Point3(600, 600, 0));

        Assert.Equal(Anna, Assert.Single(machine.Records.OfType<TrackBound>()).Track);
    }

    [Fact]
    public void Person_AfterSomebodyTurnedBackAtTheGate_IsLookedAtAndNotCharged()
    {
        Script script = new Script(3).Scan(1, CodeMint.Ours.Code("anna", Script.Time(1))).Enter("ben", 7, Ben)
            .Take(Ben, 12, SmallStore.LowShelf, 2, SmallStore.Cola).Leave(Ben, 16);

        Performance play = Performance.Of(script.Facts(30));

        Assert.DoesNotContain(play.Settled, s => s.Outcome == SessionSettled.Charged);
        Assert.Contains(play.Settled, s => s.Outcome == SessionSettled.Review && s.Lines.Count == 1);
    }

    private static StoreMachine TwoGates()
    {
        var builder = new StoreLayoutBuilder(SmallStore.Id, "KRW", EntryPolicy.Gate, new Box3(new(0, 0, 0), new(6_000, 6_000, 3_000)));
        builder.Product(new Product(SmallStore.Cola, "Cola", Mass.FromGrams(330), new Money(1_500)));
        builder.Shelf(1, 1, ClockKind.Free, [(1, new Box3(new(2_000, 3_000, 400), new(2_200, 3_400, 700)))]);
        for (int i = 0; i < 2; i++)
        {
            double y = 4_000 * i;
            builder.Gate(new Gate(
                $"gate-{i + 1}", new Point3(600, 600 + y, 0), new Box3(new(0, y, 0), new(1_200, 1_200 + y, 2_500)),
                new Box3(new(4_800, y, 0), new(6_000, 1_200 + y, 2_500))));
        }
        return new StoreMachine(builder.Eyes("eyes-1", ClockKind.Synchronised).Build(), new StoreOptions(), [CodeMint.Ours.Issuer]);
    }

    private static void Show(StoreMachine machine, string gate, double at, string code)
    {
        var stamp = new Stamp(1, Script.Time(at));
        machine.OnScan(stamp, machine.Layout.Sources.Single(s => s.Device == gate).Index, new GateScan(new DeviceMark(1, 0, 0), code));
        machine.Decide(stamp);
    }

    private static void See(StoreMachine machine, double at, long track, Point3 floor)
    {
        var stamp = new Stamp(2, Script.Time(at));
        PersonObservation[] people = [new(track, Body.At(floor))];
        machine.OnPeople(
            stamp, machine.Layout.Sources.Single(s => s.Kind == SourceKind.Eyes).Index, new PeopleFrame(new DeviceMark(1, 0, stamp.Time.Us), people));
        machine.Decide(stamp);
    }
}
