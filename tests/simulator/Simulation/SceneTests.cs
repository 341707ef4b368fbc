using O4O.Edge.Store.Gates;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Codes;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Simulation;

/// <summary>Scenes of several steps or several people, one option at a time and all at once.</summary>
public class SceneTests
{
    private const long Tick = 1_000_000 / 60 + 1;
    private static readonly StoreLayout Layout = DemoStore.Create().ToLayout();

    private static readonly BehaviourOptions Plain = new()
    {
        Row = 0, Pair = 0, Hesitate = 0, PutBack = 0, Misplace = 0, Touch = 0, LongHold = 0, Knock = 0, Stray = 0, Party = 0, SameShelf = 0,
        StopsMin = 2, StopsMax = 4,
    };

    [Fact]
    public void Restock_StaffComesIn_PutsUnitsDownOneAfterTheOtherAndTakesNothing()
    {
        const ulong seed = 3;
        var roles = new Dictionary<string, bool>();
        var verifier = new CodeVerifier([CodeIssuerKey.FromSeed(seed).Issuer]);
        using var heard = new Heard(Day(Plain with { Restock = 0.5 }), seed, Hear);

        Truth truth = heard.Live().World.ToTruth();

        TruthShopper[] staff = [.. truth.Shoppers.Where(s => s.Staff)];
        Assert.InRange(staff.Length, 3, truth.Shoppers.Count - 3);
        Assert.All(staff, s => Assert.Empty(s.Lines));
        Assert.All(truth.Shoppers.Where(s => s.EnteredUs is not null), s => Assert.Equal(s.Staff, roles[s.Shopper]));
        foreach (TruthShopper one in staff.Where(s => s.LeftUs is not null))
        {
            TruthAction[] done = [.. truth.Actions.Where(a => a.Shopper == one.Shopper)];
            Assert.InRange(done.Length, 0, 12); // whoever comes late does less
            Assert.All(done, a => Assert.Equal(("return", "restock", 1), (a.Kind, a.Scene, a.Quantity)));
            Assert.InRange(done.Select(a => a.Gtin).Distinct().Count(), 1, 2);
            for (int i = 1; i < done.Length; i++) Assert.True(done[i].TimeUs - done[i - 1].TimeUs > 1_000_000, "one after the other");
        }
        Assert.True(truth.Actions.Count(a => a.Scene == "restock") >= 3 * (staff.Length - 1));
        Assert.DoesNotContain(truth.Actions, a => a.Scene == "restock" && !staff.Any(s => s.Shopper == a.Shopper));

        void Hear(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
        {
            if (!topic.EndsWith("/scan", StringComparison.Ordinal)) return;
            Assert.True(ScanPayload.TryRead(payload, out var scan, out string error), error);
            GateCode code = verifier.Verify(scan.Code, out _)!;
            roles[code.Subject] = code.Staff;
        }
    }

    [Fact]
    public void Swap_OfTwins_LeavesTheOneOnTheOthersPlatesAndTakesThat()
    {
        int near = 0, all = 0;

        for (ulong seed = 1; seed <= 4; seed++)
        {
            using var heard = new Heard(Day(Plain with { Swap = 0.5 }), seed);
            Truth truth = heard.Live().World.ToTruth();
            WorldTests.AssertLinesAreWhatTheActionsSay(truth);
            foreach (TruthAction down in truth.Actions.Where(a => a is { Scene: "swap", Kind: "return" }))
            {
                TruthAction up = truth.Actions.First(a => a is { Scene: "swap", Kind: "pick" } && a.Shopper == down.Shopper && a.TimeUs > down.TimeUs);
                Assert.NotEqual(down.Gtin, up.Gtin);
                Assert.Equal((down.Gondola, down.Shelf), (up.Gondola, up.Shelf));
                Assert.InRange(up.TimeUs - down.TimeUs, 500_000, 9_000_000);
                all++;
                if (Math.Abs(Catalogue(down) - Catalogue(up)) <= 10) near++;
            }
        }

        Assert.True(all >= 10, $"{all} swaps");
        Assert.True(near >= 0.8 * all, $"{near} of {all} within 10 g");
    }

    [Fact]
    public void LeaveGroup_OfTwo_OneLeavesLongBeforeTheOtherAndTheCartStaysOne()
    {
        var gone = new Dictionary<(string Shopper, int Number), long>();
        var visits = new HashSet<Visit>();
        using var heard = new Heard(Day(Plain with { Party = 1, LeaveGroup = 1 }) with { ArrivalSeconds = 12 }, 5);

        Truth truth = heard.Live(world =>
        {
            foreach (Person p in world.Shop.People)
            {
                visits.Add(p.Visit);
                if (!p.IsGone) gone[(p.Visit.Shopper, p.Number)] = world.Now.Us;
            }
        }, Tick).World.ToTruth();

        WorldTests.AssertLinesAreWhatTheActionsSay(truth);
        Assert.True(visits.Count >= 6, $"{visits.Count} visits");
        int far = visits.Count(v => gone[(v.Shopper, 1 - v.Leaver)] - gone[(v.Shopper, v.Leaver)] > 8_000_000);
        Assert.True(far >= visits.Count - 2, $"only {far} of {visits.Count} groups parted for more than 8 s"); // the last ones hurry
        Assert.Contains(visits, v => v.Leaver == 0);
        Assert.Contains(visits, v => v.Leaver == 1);
        Assert.Contains(truth.Actions, a => a is { Scene: "leaveGroup", Kind: "pick" });
    }

    [Fact]
    public void Reenter_AfterTheExit_IsAnotherVisitOfTheSameBodyUnderANewTrack()
    {
        var people = new HashSet<Person>();
        using var heard = new Heard(Day(Plain with { Reenter = 1 }) with { Shoppers = 5, Seconds = 120 }, 6);

        Truth truth = heard.Live(world => people.UnionWith(world.Shop.People), Tick).World.ToTruth();

        Person[] again = [.. people.Where(p => p.Visit.Again is not null)];
        Assert.InRange(again.Length, 2, 5);
        Assert.Equal(5 + again.Length, truth.Shoppers.Count);
        foreach (Person second in again)
        {
            Person first = people.Single(p => p.Visit == second.Visit.Again);
            Assert.NotEqual(first.Track, second.Track);
            Assert.NotEqual(first.Visit.Shopper, second.Visit.Shopper);
            Assert.Equal(first.Body.ReachUpMm, second.Body.ReachUpMm);
            Assert.True(second.Visit.EnteredUs > first.Visit.LeftUs + 1_000_000);
            Assert.Contains(truth.Actions, a => a.Scene == "reenter" && a.Shopper == second.Visit.Shopper);
        }
        Assert.DoesNotContain(truth.Actions, a => a.Scene == "reenter" && people.Any(p => p.Visit.Shopper == a.Shopper && p.Visit.Again is null));
        WorldTests.AssertLinesAreWhatTheActionsSay(truth);
    }

    [Fact]
    public void Crossed_TwoOfOtherVisits_ReachAcrossEachOtherAtTheSameMoment()
    {
        int across = 0, all = 0;
        for (ulong seed = 1; seed <= 4; seed++)
        {
            (TruthAction[] crossed, Func<TruthAction, Point3> body) = Crossed(seed);
            all += crossed.Length;
            foreach (TruthAction one in crossed)
            {
                // Four may cross in the same moment: the other one is at the same shelf, and takes another product.
                TruthAction? other = crossed.Where(o => o.Shopper != one.Shopper && o.Gtin != one.Gtin && (o.Gondola, o.Shelf) == (one.Gondola, one.Shelf))
                    .MinBy(o => Math.Abs(o.TimeUs - one.TimeUs));
                Assert.NotNull(other);
                Assert.InRange(Math.Abs(other.TimeUs - one.TimeUs), 0, 700_000);
                // Along the gondola: whoever stands on the left takes what is on the right.
                if ((body(one).X - body(other).X) * (PlateOf(one).Space.Centre.X - PlateOf(other).Space.Centre.X) < 0) across++;
            }
        }

        Assert.True(all >= 20, $"{all} crossed picks");
        Assert.True(across >= 0.9 * all, $"{across} of {all} were across"); // somebody may stand in the way
    }

    /// <summary>The crossed picks of a day, and where who did one stood at that moment.</summary>
    private static (TruthAction[] Picks, Func<TruthAction, Point3> Body) Crossed(ulong seed)
    {
        var necks = new Dictionary<(string Shopper, long TimeUs), Point3>();
        var joints = new Point3[JointSet.Count];
        using var heard = new Heard(Day(Plain with { Crossed = 0.5 }), seed);
        Truth truth = heard.Live(world =>
        {
            foreach (Person p in world.Shop.People)
            {
                p.Body.Joints(world.Now.Us, joints);
                necks[(p.Visit.Shopper, world.Now.Us)] = joints[(int)JointKind.Neck];
            }
        }, Tick).World.ToTruth();
        return ([.. truth.Actions.Where(a => a.Scene == "crossed")],
            action => necks.Where(n => n.Key.Shopper == action.Shopper).MinBy(n => Math.Abs(n.Key.TimeUs - action.TimeUs)).Value);
    }

    [Fact]
    public void Bags_OfEverybody_KeepOneHandFromTheShelves()
    {
        int carriers = 0;
        using var heard = new Heard(Day(Plain with { Bags = 1, BothHands = 0.4, Party = 0.5 }), 7);

        Truth truth = heard.Live(world =>
        {
            foreach (Person p in world.Shop.People.Where(p => p.Body.CarriesBag))
            {
                carriers++;
                Assert.False(p.Body.Hides(p.Body.BagIsRight ? JointKind.RightWrist : JointKind.LeftWrist, world.Now.Us));
            }
        }, Tick).World.ToTruth();

        Assert.True(carriers > 1_000);
        Assert.DoesNotContain(truth.Actions, a => a.Scene == "bothHands");
    }

    [Fact]
    public void Children_OfParties_AreSmallAndTakeWhatTheyReach()
    {
        var heads = new Dictionary<Person, double>();
        var joints = new Point3[JointSet.Count];
        using var heard = new Heard(Day(Plain with { Children = 1, Party = 1 }), 8);

        heard.Live(world =>
        {
            foreach (Person p in world.Shop.People.Where(p => p.IsSeen && !p.Body.IsReaching))
            {
                p.Body.Joints(world.Now.Us, joints);
                heads[p] = joints[(int)JointKind.Head].Z;
                if (p.BusyFacing >= 0) Assert.True(PlateZ(p.BusyFacing) < p.Body.ReachUpMm);
            }
        }, Tick);

        Assert.Contains(heads, h => h.Key.Number == 1);
        Assert.All(heads, h => Assert.InRange(h.Value, h.Key.Number == 1 ? 1_020 : 1_400, h.Key.Number == 1 ? 1_305 : 1_740));

        double PlateZ(int facing) => Layout.Plates[Layout.Facings[facing].Plates[0]].Space.Min.Z;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Everything_AtOnce_EverybodyLeavesInTimeWithWhatTheActionsSay(ulong seed)
    {
        var all = new BehaviourOptions
        {
            Swap = 0.1, Crossed = 0.1, Handover = 0.05, Exchange = 0.05, SameMoment = 0.05, BothHands = 0.05, Restock = 0.15, Reenter = 0.3, LeaveGroup = 0.5,
            Children = 0.3, Bags = 0.3, Party = 0.3,
        };
        using var heard = new Heard(Day(all), seed);

        Truth truth = heard.Live().World.ToTruth();

        WorldTests.AssertLinesAreWhatTheActionsSay(truth);
        Assert.All(truth.Shoppers.Where(s => s.EnteredUs is not null), s => Assert.True(s.LeftUs <= heard.World.End.Us, $"{s.Shopper} left late"));
    }

    private static Scenario Day(BehaviourOptions behaviour) => new() { Name = "scenes", Seconds = 150, ArrivalSeconds = 5, Behaviour = behaviour };

    private static double Catalogue(TruthAction action) => Layout.Products.Single(p => p.Gtin == action.Gtin).Weight.Grams;

    private static Plate PlateOf(TruthAction action) =>
        Layout.Plates.Single(p => p.Number == action.Plate && Layout.Shelves[p.ShelfIndex] is var s && s.Gondola == action.Gondola && s.Number == action.Shelf);
}
