using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Simulation;

public class WorldTests
{
    [Fact]
    public void World_SameSeed_SaysTheSameBytes()
    {
        using var first = new Heard(BuiltInScenarios.Faulty, 7);
        using var second = new Heard(BuiltInScenarios.Faulty, 7);

        first.Live();
        second.Live(stepUs: 37_000); // how it is driven makes no difference up to the same moment
        first.World.Advance(Heard.Start + 100_000_000);
        second.World.Advance(Heard.Start + 100_000_000);

        Assert.Equal(first.HashHex, second.HashHex);
        Assert.Equal(first.World.ToTruth().ToJson(), second.World.ToTruth().ToJson());
    }

    [Fact]
    public void World_OtherSeed_SaysOtherBytes()
    {
        using var first = new Heard(BuiltInScenarios.Mixed, 7);
        using var second = new Heard(BuiltInScenarios.Mixed, 8);

        first.Live();
        second.Live();

        Assert.NotEqual(first.HashHex, second.HashHex);
    }

    public static TheoryData<string, ulong> Worlds()
    {
        var data = new TheoryData<string, ulong>();
        foreach (Scenario scenario in BuiltInScenarios.All)
            for (ulong seed = 1; seed <= 6; seed++) data.Add(scenario.Name, seed);
        return data;
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void World_AnyBuiltInScenario_EverybodyLeavesInTimeWithWhatTheActionsSay(string name, ulong seed)
    {
        using var heard = new Heard(BuiltInScenarios.Find(name)!, seed);

        Truth truth = heard.Live().World.ToTruth();

        Assert.All(truth.Shoppers, s => Assert.True(s.LeftUs <= heard.World.End.Us, $"{s.Shopper} left {s.LeftUs - heard.World.End.Us} µs after the end"));
        AssertLinesAreWhatTheActionsSay(truth);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void World_PeopleDoThingsTogether_NothingIsLostAndBothTakePart(ulong seed)
    {
        using var heard = new Heard(Together, seed);

        Truth truth = heard.Live().World.ToTruth();

        AssertLinesAreWhatTheActionsSay(truth);
        Assert.All(truth.Shoppers, s => Assert.True(s.LeftUs <= heard.World.End.Us, $"{s.Shopper} left late"));
        TruthAction[] same = [.. truth.Actions.Where(a => a.Scene == "sameMoment")];
        Assert.True(same.Length >= 2, "nobody met anybody");
        foreach (TruthAction action in same)
        {
            TruthAction other = Assert.Single(same, o => o.Shopper != action.Shopper && o.Gtin == action.Gtin && Math.Abs(o.TimeUs - action.TimeUs) < 600_000);
            Assert.Equal((action.Gondola, action.Shelf), (other.Gondola, other.Shelf));
        }
        TruthAction[] given = [.. truth.Actions.Where(a => a.Kind == "handover")];
        Assert.Contains(given, a => a.Scene == "handover");
        Assert.All(given, a => Assert.NotEqual(a.Shopper, a.To));
        foreach (TruthAction action in given.Where(a => a.Scene == "exchange"))
            Assert.Contains(given, o => o.TimeUs == action.TimeUs && o.Shopper == action.To && o.To == action.Shopper);
    }

    [Fact]
    public void World_NewScenesAcrossSeeds_AllHappenAsTheyShould()
    {
        var scenes = new HashSet<string>();

        for (ulong seed = 1; seed <= 5; seed++)
        {
            using var heard = new Heard(Together, seed);
            Truth truth = heard.Live().World.ToTruth();
            foreach (TruthAction action in truth.Actions)
            {
                scenes.Add($"{action.Kind} {action.Scene}");
                if (action.Scene == "slowLift") Assert.InRange(action.TimeUs - action.BeganUs!.Value, 900_000, 2_700_000);
                if (action.Scene == "bothHands")
                    Assert.Single(truth.Actions, o => o.Scene == "bothHands" && o.Shopper == action.Shopper && o.Gtin != action.Gtin && o.Shelf == action.Shelf && Math.Abs(o.TimeUs - action.TimeUs) < 700_000);
            }
        }

        Assert.Superset(
            new HashSet<string> { "pick sameMoment", "handover handover", "handover exchange", "pick bothHands", "pick slowLift", "touch lean" }, scenes);
    }

    private static readonly Scenario Together = new()
    {
        Name = "together", Seconds = 150, ArrivalSeconds = 4,
        Behaviour = new BehaviourOptions
        {
            SameMoment = 0.12, Handover = 0.1, Exchange = 0.1, BothHands = 0.1, SlowLift = 0.08, Lean = 0.06, StopsMin = 2, StopsMax = 5,
            Misplace = 0.05, PutBack = 0.05,
        },
    };

    /// <summary>Whatever was picked and not put back or given away was carried out; what staff puts down came out of a box.</summary>
    internal static void AssertLinesAreWhatTheActionsSay(Truth truth)
    {
        foreach (TruthShopper shopper in truth.Shoppers)
        {
            var net = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (TruthAction action in truth.Actions.Where(a => a.Shopper == shopper.Shopper && a.Gtin is not null && a.Scene != "restock"))
                net[action.Gtin!] = net.GetValueOrDefault(action.Gtin!) + action.Kind switch { "pick" => action.Quantity, "return" or "handover" => -action.Quantity, _ => 0 };
            foreach (TruthAction action in truth.Actions.Where(a => a.To == shopper.Shopper))
                net[action.Gtin!] = net.GetValueOrDefault(action.Gtin!) + action.Quantity;
            Assert.Equal(net.Where(n => n.Value != 0).Select(n => new TruthLine(n.Key, n.Value)), shopper.Lines);
        }
    }

    [Fact]
    public void World_NinetySecondsOfTheMixedDay_AtLeastTenTrips()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            using var heard = new Heard(BuiltInScenarios.Mixed, seed);

            Truth truth = heard.Live().World.ToTruth();

            Assert.True(truth.Shoppers.Count(s => s.LeftUs is not null) >= 10, $"seed {seed}");
        }
    }

    [Fact]
    public void World_AcrossManySeeds_EveryKindOfSceneHappens()
    {
        var scenes = new HashSet<string>();

        for (ulong seed = 1; seed <= 8; seed++)
        {
            using var heard = new Heard(BuiltInScenarios.Crowd, seed);
            foreach (TruthAction action in heard.Live().World.ToTruth().Actions) scenes.Add($"{action.Kind} {action.Scene}");
        }

        Assert.Superset(
            new HashSet<string>
            {
                "pick plain", "pick row", "pick double", "pick hesitate", "return hesitate", "pick putBack", "return putBack",
                "pick misplaced", "return misplaced", "touch touch", "touch longHold", "pick longHold", "knock knock", "pick stray",
            },
            scenes);
    }

    [Fact]
    public void World_GateOfTheEdge_RepeatsTheScanUntilTheDecision()
    {
        var scans = new List<(long ArrivalUs, uint Epoch, uint Sequence, string Code)>();
        using var heard = new Heard(BuiltInScenarios.Mixed, 5, Note, GateMode.Edge);
        World world = heard.World;

        world.Advance(Heard.Start + 9_000_000);
        int unanswered = scans.Count, insideBefore = world.PeopleInside;
        world.Decision(new DecisionPayload(scans[0].Epoch, scans[0].Sequence, true, "admitted", "Welcome", "session-1", 1));
        world.Advance(Heard.Start + 12_000_000);

        Assert.InRange(unanswered, 5, 9);
        Assert.Single(scans.Take(unanswered).Select(s => (s.Epoch, s.Sequence, s.Code)).Distinct());
        Assert.Equal(0, insideBefore);
        Assert.True(world.PeopleInside > 0);
        Assert.Equal("session-1", world.ToTruth().Shoppers[0].Session);

        void Note(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
        {
            if (!topic.EndsWith("/scan", StringComparison.Ordinal)) return;
            Assert.True(ScanPayload.TryRead(payload, out var scan, out string error), error);
            scans.Add((arrival.Us, scan.Mark.BootEpoch, scan.Mark.Sequence, scan.Code));
        }
    }

    [Fact]
    public void World_GateRefuses_TheShopperStaysOutsideAndTheNextOneComes()
    {
        var codes = new HashSet<string>();
        World? world = null;
        using var heard = new Heard(BuiltInScenarios.Mixed, 5, Refuse, GateMode.Edge);
        world = heard.World;

        heard.Live();

        Assert.True(codes.Count >= 5, $"{codes.Count} codes were shown");
        Assert.All(world.ToTruth().Shoppers, s => Assert.Null(s.EnteredUs));
        Assert.Equal(0, world.VisitsOpen);

        void Refuse(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
        {
            if (!topic.EndsWith("/scan", StringComparison.Ordinal)) return;
            Assert.True(ScanPayload.TryRead(payload, out var scan, out _));
            codes.Add(scan.Code);
            world!.Decision(new DecisionPayload(scan.Mark.BootEpoch, scan.Mark.Sequence, false, "used", "This code was used before", null, 1));
        }
    }
}
