using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Simulation;

public class PeopleTests
{
    private static readonly StoreLayout Layout = DemoStore.Create().ToLayout();

    [Theory]
    [InlineData("mixed", 1)]
    [InlineData("crowd", 2)]
    [InlineData("crowd", 3)]
    public void People_AllTheWay_NeverInsideAGondolaAndNeverJump(string name, int seed)
    {
        using var heard = new Heard(BuiltInScenarios.Find(name)!, (ulong)seed);
        var before = new Dictionary<long, Spot>();
        int looks = 0;

        heard.Live(world =>
        {
            foreach (Person person in world.Shop.People.Where(p => p.IsSeen && !p.IsGone))
            {
                Spot at = person.Walker.At;
                looks++;
                foreach (Shelf shelf in Layout.Shelves)
                    Assert.True(shelf.Space.FloorDistanceMm(new Point3(at.X, at.Y, 0)) >= FloorPlan.BodyMm - 1, $"{at} at {shelf.Device}");
                // 2 m/s: nobody runs.
                if (before.TryGetValue(person.Track, out Spot last)) Assert.InRange((at - last).Length, 0, 2000 / 60.0 + 1);
                before[person.Track] = at;
            }
        }, 1_000_000 / 60 + 1);

        Assert.True(looks > 10_000, $"{looks} looks");
    }

    [Theory]
    [InlineData("calm", 0.0005)]
    [InlineData("mixed", 0.003)]
    [InlineData("crowd", 0.02)]
    public void People_WhoMeet_HardlyEverStandInOnePlace(string name, double shareMax)
    {
        int looks = 0, within = 0;
        for (ulong seed = 11; seed < 15; seed++)
        {
            using var heard = new Heard(BuiltInScenarios.Find(name)!, seed);
            heard.Live(world =>
            {
                Person[] inside = [.. world.Shop.People.Where(p => p.IsSeen && !p.IsGone)];
                looks += inside.Length;
                within += inside.Count(one => inside.Any(other => other != one && (one.Walker.At - other.Walker.At).Length < 200));
            }, 100_000);
        }

        Assert.True(looks > 1_000, $"{looks} looks");
        Assert.True(within <= shareMax * looks, $"{within} of {looks} looks find two bodies in one place");
    }

    [Fact]
    public void Joints_InEveryFrame_ArePlausible()
    {
        Scenario exact = BuiltInScenarios.Crowd with { Eyes = new EyesOptions { NoiseMm = 0, JointMiss = 0, PersonMiss = 0 } };
        var last = new Dictionary<long, (long TimeUs, JointSet Joints)>();
        var buffer = new PersonObservation[PeoplePayload.PeopleMax];
        int people = 0;
        using var heard = new Heard(exact, 4, Hear);

        heard.Live();

        Assert.True(people > 5_000, $"{people} people seen");

        void Hear(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
        {
            if (!topic.EndsWith("/people", StringComparison.Ordinal)) return;
            Assert.True(PeoplePayload.TryRead(payload, buffer, out PeopleFrame frame, out string error), error);
            Assert.InRange(arrival.Us - frame.Mark.TimeUs, 60_000, 91_000);
            foreach (PersonObservation person in frame.People)
            {
                people++;
                Plausible(person.Joints);
                if (last.TryGetValue(person.Track, out var before) && before.TimeUs < frame.Mark.TimeUs)
                {
                    // Hands of people who walk and reach: below 5 m/s; heads below 3.
                    double seconds = (frame.Mark.TimeUs - before.TimeUs) * 1e-6;
                    for (int j = 0; j < JointSet.Count; j++)
                        Assert.InRange((person.Joints[j].Place - before.Joints[j].Place).LengthMm / seconds, 0, j < 2 ? 3_000 : 5_000);
                }
                last[person.Track] = (frame.Mark.TimeUs, person.Joints);
            }
        }
    }

    [Fact]
    public void Eyes_WithTheirDefaults_MissAndBlurAsTheOptionsSay()
    {
        var buffer = new PersonObservation[PeoplePayload.PeopleMax];
        int joints = 0, missed = 0;
        using var heard = new Heard(BuiltInScenarios.Crowd, 6, Hear);

        heard.Live();

        Assert.InRange((double)missed / joints, 0.09, 0.12);

        void Hear(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
        {
            if (!topic.EndsWith("/people", StringComparison.Ordinal)) return;
            Assert.True(PeoplePayload.TryRead(payload, buffer, out PeopleFrame frame, out _));
            foreach (PersonObservation person in frame.People)
            {
                for (int j = 0; j < JointSet.Count; j++)
                {
                    joints++;
                    if (!person.Joints[j].Seen) missed++;
                }
            }
        }
    }

    [Fact]
    public void Hand_WhenAProductLeavesItsPlate_IsAtThatPlate()
    {
        using var heard = new Heard(BuiltInScenarios.Mixed, 12);
        var hands = new List<(long TimeUs, string Shopper, Point3 Left, Point3 Right)>();
        var joints = new Point3[JointSet.Count];

        Truth truth = heard.Live(world =>
        {
            foreach (Person person in world.Shop.People)
            {
                person.Body.Joints(world.Now.Us, joints);
                hands.Add((world.Now.Us, person.Visit.Shopper, joints[(int)JointKind.LeftWrist], joints[(int)JointKind.RightWrist]));
            }
        }, 1_000_000 / 60 + 1).World.ToTruth();

        foreach (TruthAction action in truth.Actions.Where(a => a.Kind is "pick" or "return"))
        {
            Plate plate = Layout.Plates.Single(p => p.Number == action.Plate && Layout.Shelves[p.ShelfIndex] is var s && s.Gondola == action.Gondola && s.Number == action.Shelf);
            double nearest = hands.Where(h => h.Shopper == action.Shopper && Math.Abs(h.TimeUs - action.TimeUs) <= 20_000)
                .Min(h => Math.Min(plate.Space.DistanceMm(h.Left), plate.Space.DistanceMm(h.Right)));
            Assert.InRange(nearest, 0, Body.GraspMm + 170); // the other one of two taken together may stand on the next plate
        }
    }

    private static void Plausible(JointSet j)
    {
        foreach (JointKind kind in Enum.GetValues<JointKind>())
        {
            Point3 at = j[kind].Place;
            Assert.InRange(at.X, -300, 8300);
            Assert.InRange(at.Y, 0, 6300);
            Assert.InRange(at.Z, 150, 2150);
        }
        foreach ((JointKind shoulder, JointKind elbow, JointKind wrist) in new[]
        {
            (JointKind.LeftShoulder, JointKind.LeftElbow, JointKind.LeftWrist),
            (JointKind.RightShoulder, JointKind.RightElbow, JointKind.RightWrist),
        })
        {
            // 0.186 and 0.146 of 1.53 … 1.85 m.
            Assert.InRange((j[shoulder].Place - j[elbow].Place).LengthMm, 280, 350);
            Assert.InRange((j[elbow].Place - j[wrist].Place).LengthMm, 220, 275);
        }
        Assert.InRange((j[JointKind.Head].Place - j[JointKind.Neck].Place).LengthMm, 85, 120);
        Assert.InRange((j[JointKind.LeftShoulder].Place - j[JointKind.RightShoulder].Place).LengthMm, 350, 450);
    }
}
