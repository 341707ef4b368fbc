using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Stores;
using O4O.Simulator.Suites;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Simulation;

public class HandsTests
{
    private static readonly StoreLayout Layout = DemoStore.Create().ToLayout();
    private static readonly HandsOptions Exact = new() { Accuracy = 1, Grasp = 0, Miss = 0, EmptyMistaken = 0 };
    private readonly HandLook[] _buffer = new HandLook[HandsPayload.LooksMax];

    private delegate void Seeing(StoreTime arrival, HandsFrame frame);

    private Heard.Hearing Looks(Seeing see) => (arrival, _, topic, payload) =>
    {
        if (!topic.EndsWith("/" + Topics.Hands, StringComparison.Ordinal)) return;
        Assert.True(HandsPayload.TryRead(payload, Layout, _buffer, out HandsFrame frame, out string error), error);
        see(arrival, frame);
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Hands_InEveryActionOfTheTruth_HoldWhatItSays(int seed)
    {
        using var heard = new Heard(Suite.Find("confusing").Generate((ulong)seed), (ulong)seed);
        var held = new Dictionary<string, List<(long TimeUs, int Product)>>();

        heard.Live(world =>
        {
            foreach (Person person in world.Shop.People)
            {
                if (!held.TryGetValue(person.Visit.Shopper, out var of)) held[person.Visit.Shopper] = of = [];
                foreach (bool right in new[] { false, true })
                    if (person.Body.Hand(right).Holds(world.Now.Us) is { } unit) of.Add((world.Now.Us, unit.ProductIndex));
            }
        }, 1_000_000 / 60 + 1);

        bool Holds(string? shopper, TruthAction a, long fromUs, long toUs) => held[shopper!].Exists(
            h => h.Product == Layout.ProductIndex(a.Gtin!) && h.TimeUs >= a.TimeUs + fromUs && h.TimeUs <= a.TimeUs + toUs);
        Truth truth = heard.World.ToTruth();
        TruthAction[] picks = [.. truth.Actions.Where(a => a.Kind == TruthAction.Pick)], returns = [.. truth.Actions.Where(a => a.Kind == TruthAction.Return)];
        TruthAction[] given = [.. truth.Actions.Where(a => a.Kind == TruthAction.Handover)];
        Assert.True(picks.Length > 20 && returns.Length > 2 && given.Length > 0, $"{picks.Length} {returns.Length} {given.Length}");
        Assert.All(picks, a => Assert.True(Holds(a.Shopper, a, 0, 300_000), $"{a.Scene} at {a.TimeUs}"));
        Assert.All(returns, a => Assert.True(Holds(a.Shopper, a, -300_000, 0), $"{a.Scene} at {a.TimeUs}"));
        Assert.All(given, a => Assert.True(Holds(a.Shopper, a, -300_000, 0) && Holds(a.To, a, 0, 300_000), $"{a.Scene} at {a.TimeUs}"));
    }

    [Fact]
    public void Looks_OfAClassifierWithoutMistakes_SeeWhatIsPickedAndNothingElse()
    {
        Scenario day = BuiltInScenarios.Mixed with { Hands = Exact };
        var seen = new List<(long TimeUs, int Product)>();
        using var heard = new Heard(day, 3, Looks((arrival, frame) =>
        {
            foreach (HandLook look in frame.Looks)
                if (look.Count > 0) seen.Add((frame.Mark.TimeUs, look[0].ProductIndex));
        }));

        Truth truth = heard.Live().World.ToTruth();

        TruthAction[] moved = [.. truth.Actions.Where(a => a.Kind is TruthAction.Pick or TruthAction.Return or TruthAction.Handover)];
        Assert.All(seen, s => Assert.Contains(moved, a => Layout.ProductIndex(a.Gtin!) == s.Product && Math.Abs(a.TimeUs - s.TimeUs) < 2_500_000));
        TruthAction[] picks = [.. moved.Where(a => a.Kind == TruthAction.Pick)];
        int looksEach(TruthAction a) => seen.Count(s => s.Product == Layout.ProductIndex(a.Gtin!) && s.TimeUs > a.TimeUs && s.TimeUs < a.TimeUs + 1_500_000);
        Assert.True(picks.Count(a => looksEach(a) >= 2) > 0.95 * picks.Length, $"of {picks.Length} picks {picks.Count(a => looksEach(a) >= 2)} were looked at twice");
    }

    [Fact]
    public void Looks_OnTheWay_ComeAtTheMomentsOfTheEyesAndInTime()
    {
        var captured = new HashSet<long>();
        int looks = 0, empty = 0;
        List<long> moments = [], lateUs = [];
        Heard.Hearing hands = Looks((arrival, frame) =>
        {
            moments.Add(frame.Mark.TimeUs);
            lateUs.Add(arrival.Us - frame.Mark.TimeUs);
            looks += frame.Looks.Length;
            foreach (HandLook look in frame.Looks) empty += look.EmptyProbability > 0.5 ? 1 : 0;
        });
        using var heard = new Heard(BuiltInScenarios.Crowd, 4, (arrival, deviceUs, topic, payload) =>
        {
            if (topic.EndsWith("/" + Topics.People, StringComparison.Ordinal)) captured.Add(deviceUs);
            hands(arrival, deviceUs, topic, payload);
        });

        heard.Live();

        Assert.All(moments.SkipLast(2), m => Assert.Contains(m, captured));
        Assert.All(lateUs, late => Assert.InRange(late, 80_000, 141_000));
        Assert.InRange(moments.Count / ((heard.Last - Heard.Start) / 1e6), 4.9, 5.1);
        // The classifier's posterior counts on three empty hands in ten.
        Assert.True(looks > 500, $"{looks} looks");
        Assert.InRange((double)empty / looks, 0.2, 0.4);
    }

    [Fact]
    public void Shares_OverWholeDays_AreHowOftenTheyAreRight()
    {
        var bins = new (int Looks, int Right, double Said)[4];
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var held = new Dictionary<(long TimeUs, long Track, bool Right), int>();
            var looks = new List<(long TimeUs, HandLook Look)>();
            using var heard = new Heard(Suite.Find("confusing").Generate(seed), seed, Looks((_, frame) =>
            {
                foreach (HandLook look in frame.Looks) looks.Add((frame.Mark.TimeUs, look));
            }));
            heard.Live(
                world =>
                {
                    foreach (Person person in world.Shop.People)
                        foreach (bool right in new[] { false, true })
                            held[(world.Now.Us, person.Track, right)] = person.Body.Hand(right).Holds(world.Now.Us)?.ProductIndex ?? -1;
                }, 1_000_000 / 60 + 1);
            foreach ((long timeUs, HandLook look) in looks)
            {
                (int what, int share) top = (-1, look.Empty);
                for (int i = 0; i < look.Count; i++)
                    if (look[i].Share > top.share) top = (look[i].ProductIndex, look[i].Share);
                double said = top.share / (double)HandLook.Whole;
                ref (int Looks, int Right, double Said) bin = ref bins[said < 0.6 ? 0 : said < 0.85 ? 1 : said < 0.95 ? 2 : 3];
                bin = (bin.Looks + 1, bin.Right + (held[(timeUs, look.Track, look.IsRight)] == top.what ? 1 : 0), bin.Said + said);
            }
        }

        Assert.True(bins.Sum(b => b.Looks) > 2_500, $"{bins.Sum(b => b.Looks)} looks");
        // Some two looks at a grasp hang together; where most are right little varies. What is too sure by more than that fails.
        Assert.All(bins.Skip(1), b => Assert.InRange((b.Right - b.Said) / b.Looks, -0.07, 0.07));
        Assert.InRange((bins.Sum(b => b.Right) - bins.Sum(b => b.Said)) / bins.Sum(b => b.Looks), -0.03, 0.03);
    }

    [Fact]
    public void Looks_AreNeverIntoHandsDeepInAShelfOrAtRest()
    {
        int deep = 0, rest = 0;
        using var heard = new Heard(BuiltInScenarios.Crowd with { Hands = Exact }, 5);

        heard.Live(world =>
        {
            foreach (Person person in world.Shop.People)
            {
                foreach (bool right in new[] { false, true })
                {
                    Hand hand = person.Body.Hand(right);
                    bool isDeep = hand is { IsOut: true, IsForShelf: true } && hand.IsFarOut(world.Now.Us);
                    bool isAtRest = !hand.IsOut && hand.Holds(world.Now.Us) is null;
                    if (isDeep) deep++;
                    if (isAtRest) rest++;
                    if (isDeep || isAtRest) Assert.False(hand.IsInSight(world.Now.Us));
                }
            }
        }, 1_000_000 / 60 + 1);

        Assert.True(deep > 1_000 && rest > 1_000, $"{deep} deep, {rest} at rest");
    }

    [Fact]
    public void Camera_TurnedWorse_ChangesNothingElseOfTheDay()
    {
        static string Others(HandsOptions options)
        {
            using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
            using var heard = new Heard(BuiltInScenarios.Mixed with { Hands = options }, 6, (arrival, deviceUs, topic, payload) =>
            {
                if (topic.EndsWith("/" + Topics.Hands, StringComparison.Ordinal)) return;
                hash.AppendData(BitConverter.GetBytes(arrival.Us));
                hash.AppendData(payload);
            });
            heard.Live();
            return Convert.ToHexString(hash.GetCurrentHash());
        }

        Assert.Equal(Others(new HandsOptions()), Others(new HandsOptions { Accuracy = 0.6, Miss = 0.5, LooksPerSecond = 2 }));
    }

    [Fact]
    public void Looks_OverABadNetwork_AreLostAndDoubledAndSilentWhileTheEyesAreBlind()
    {
        Scenario bad = BuiltInScenarios.Mixed with { Faults = new FaultOptions { Loss = 0.1, Duplicate = 0.1, BlindsPerMinute = 1, BlindSeconds = 5 } };
        var people = new List<long>();
        var moments = new List<long>();
        var twice = new HashSet<uint>();
        int doubled = 0;
        Heard.Hearing hands = Looks((_, frame) =>
        {
            moments.Add(frame.Mark.TimeUs);
            if (!twice.Add(frame.Mark.Sequence)) doubled++;
        });
        using var heard = new Heard(bad, 7, (arrival, deviceUs, topic, payload) =>
        {
            if (topic.EndsWith("/" + Topics.People, StringComparison.Ordinal)) people.Add(deviceUs);
            hands(arrival, deviceUs, topic, payload);
        });

        heard.Live();

        people.Sort();
        int gap = Enumerable.Range(1, people.Count - 1).MaxBy(i => people[i] - people[i - 1]);
        Assert.True(people[gap] - people[gap - 1] > 4_500_000, "the eyes were blind once");
        Assert.DoesNotContain(moments, m => m > people[gap - 1] + 500_000 && m < people[gap] - 500_000);
        Assert.InRange((double)doubled / moments.Count, 0.05, 0.15);
        Assert.InRange(twice.Count / (double)(twice.Max() + 1), 0.75, 0.93);
    }
}
